package dev.handover.local.demo;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import dev.handover.local.mail.SmtpDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The main job, played on screen: what each step calls, and what it shows. */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Installation installation;
    private final Ports ports;
    private final Consumer<String> screen;
    private final Api api;
    private final Customer customer;
    private int step;

    public Demo(Installation installation, Ports ports, Consumer<String> screen) {
        this.installation = installation;
        this.ports = ports;
        this.screen = screen;
        this.api = new Api(installation, ports);
        this.customer = new Customer("customer@customer.test", ports, Instant.now());
    }

    /** Plays it; fails with what did not happen when a step takes too long. */
    public void play() {
        DemoWorkspace workspace = new DemoWorkspace(installation, ports, screen);
        workspace.create();
        workspace.online("amelie");
        workspace.online("ben");

        JsonNode ticket = mailBecomesTicket();
        String id = ticket.path("ticketId").asString();
        String assignee = routed(id);
        String colleague = assignee.equals("amelie") ? "ben" : "amelie";
        inbox(assignee, id);
        note(assignee, colleague, id);
        Customer.Mail reply = replied(assignee, id);
        answered(assignee, id, reply);
        solvedAndReopened(assignee, id, reply);
        screen.accept("");
        screen.accept("That was the main job, end to end. Everything stays up; ./handover down stops it.");
    }

    private JsonNode mailBecomesTicket() {
        step("A customer's email arrives at support@acme.test");
        byte[] mail = customer.firstMail();
        SmtpDelivery.deliver(ports.smtp(), mail, "support@acme.test");
        show(new String(mail, StandardCharsets.UTF_8));
        JsonNode ticket = await(
                "a ticket with the subject " + customer.subject(),
                () -> api.get("owner", "/query/v1/tickets?view=all&limit=50")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(row -> row.path("subject").asString("").equals(customer.subject()))
                        .findFirst());
        step("Ticket #%s opened by itself".formatted(ticket.path("number").asString("?")));
        show("%s\nphase %s, channel %s, requester %s"
                .formatted(
                        ticket.path("subject").asString(),
                        ticket.path("phase").asString("?"),
                        ticket.path("channel").asString("?"),
                        ticket.path("requester").path("email").asString("?")));
        return ticket;
    }

    private String routed(String id) {
        JsonNode assigned = await(
                "the ticket being assigned",
                () -> Optional.of(ticket("owner", id))
                        .filter(ticket -> ticket.path("assignee").hasNonNull("handle")));
        String assignee = assigned.path("assignee").path("handle").asString();
        step("Routed to " + assignee + ", and why");
        api.get("owner", "/routing/v1/tickets/" + id + "/decisions")
                .ok()
                .path("items")
                .forEach(decision -> show("method %s, candidates %s, left out %s: %s"
                        .formatted(
                                decision.path("method").asString("?"),
                                decision.path("candidates"),
                                decision.path("leftOut"),
                                decision.path("winner").asString("nobody"))));
        return assignee;
    }

    private void inbox(String assignee, String id) {
        step(assignee + " sees it in the inbox, with live counts");
        JsonNode inbox = await(
                "the ticket in the inbox of " + assignee,
                () -> Optional.of(api.get(assignee, "/query/v1/tickets?view=inbox&limit=50")
                                .ok())
                        .filter(list -> list.path("items")
                                .valueStream()
                                .anyMatch(
                                        row -> row.path("ticketId").asString("").equals(id))));
        api.get(assignee, "/query/v1/views")
                .ok()
                .path("views")
                .forEach(view -> show("%-12s %s"
                        .formatted(
                                view.path("key").asString(), view.path("count").asString())));
        show("first in the inbox: #%s %s"
                .formatted(
                        inbox.path("items").path(0).path("number").asString("?"),
                        inbox.path("items").path(0).path("subject").asString("?")));
    }

    private void note(String assignee, String colleague, String id) {
        step("%s asks %s in a private note".formatted(assignee, colleague));
        String text = "@" + colleague + " do we still have the blue one in stock?";
        api.post(assignee, "/tickets/v1/tickets/" + id + "/notes", Map.of("text", text))
                .ok();
        show(text);
        await(
                "the mention among those of " + colleague,
                () -> api.get(colleague, "/query/v1/tickets?view=mentions&limit=50")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(row -> row.path("ticketId").asString("").equals(id))
                        .findFirst());
        JsonNode feed = await(
                "the mention in the feed of " + colleague,
                () -> Optional.of(api.get(colleague, "/notifications/v1/feed").ok())
                        .filter(answer -> answer.toString().contains(id)));
        show("the feed of %s: %s".formatted(colleague, pretty(feed.path("items").path(0))));
    }

    private Customer.Mail replied(String assignee, String id) {
        step(assignee + " replies; the status changes in the same step");
        int before = customer.mails().size();
        api.post(
                        assignee,
                        "/tickets/v1/tickets/" + id + "/replies",
                        Map.of("text", "Yes, the blue one is in stock. Shall we send it today?"))
                .ok();
        awaitPhase(id, "WAITING_ON_CUSTOMER");
        List<Customer.Mail> mails = await(
                "the reply in the customer's mailbox",
                () -> Optional.of(customer.mails()).filter(found -> found.size() > before));
        Customer.Mail reply = mails.getLast();
        step("The customer's mailbox shows it in the same thread");
        show(reply.shown());
        if (!reply.answers(customer.firstMessageId())) {
            throw new LauncherFailure(
                    "the reply is not threaded: In-Reply-To or References lack " + customer.firstMessageId());
        }
        return reply;
    }

    private void answered(String assignee, String id, Customer.Mail reply) {
        step("The customer answers: the same ticket, and it is the team's turn again");
        byte[] answer = customer.answerTo(reply, "Today would be lovely, thank you!");
        SmtpDelivery.deliver(ports.smtp(), answer, reply.replyAddress());
        show(new String(answer, StandardCharsets.UTF_8));
        awaitPhase(id, "WAITING_ON_TEAM");
        api.get(assignee, "/query/v1/tickets/" + id + "/timeline")
                .ok()
                .path("items")
                .forEach(item -> show("%-8s %s %s"
                        .formatted(
                                item.path("kind").asString(""),
                                item.path("at").asString(""),
                                item.path("text")
                                        .asString(item.path("type").asString(""))
                                        .lines()
                                        .findFirst()
                                        .orElse(""))));
    }

    private void solvedAndReopened(String assignee, String id, Customer.Mail reply) {
        step(assignee + " solves it");
        api.put(assignee, "/tickets/v1/tickets/" + id + "/status", Map.of("status", "solved"))
                .ok();
        awaitPhase(id, "SOLVED");
        step("A later answer of the customer reopens it");
        SmtpDelivery.deliver(
                ports.smtp(), customer.answerTo(reply, "One more thing: can you gift-wrap it?"), reply.replyAddress());
        awaitPhase(id, "WAITING_ON_TEAM");
    }

    private void awaitPhase(String id, String phase) {
        JsonNode reached = await(
                "the ticket in phase " + phase,
                () -> Optional.of(ticket("owner", id))
                        .filter(ticket -> ticket.path("phase").asString("").equals(phase)));
        show("status %s, phase %s, version %s"
                .formatted(
                        reached.path("status").asString("?"),
                        phase,
                        reached.path("version").asString("?")));
    }

    private JsonNode ticket(String person, String id) {
        return api.get(person, "/query/v1/tickets/" + id).ok();
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            try {
                Thread.sleep(150);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherFailure("interrupted", e);
            }
        }
        throw new LauncherFailure("the demo waited %d s in vain for %s".formatted(PATIENCE.toSeconds(), what));
    }

    private void step(String title) {
        screen.accept("");
        screen.accept(++step + ". " + title);
    }

    private void show(String text) {
        text.strip().lines().forEach(line -> screen.accept("   | " + line));
    }

    private static String pretty(JsonNode node) {
        return dev.handover.local.Json.MAPPER.writeValueAsString(node);
    }
}
