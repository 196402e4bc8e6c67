package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A customer's mail becomes an owned ticket, an operator answers, the customer gets a threaded reply. */
class MainJobIT {

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    @Test
    void aMailBecomesANewTicketOfItsSender() {
        Customer customer = Customer.unknown(handover);
        String id = UUID.randomUUID().toString();
        Customer.Sent sent = customer.mail(
                "=?iso-8859-1?Q?Caf=E9_" + id + "?=",
                "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable"
                        + "\r\n\r\nGr=FC=DFe\r\n--b\r\nContent-Type: application/pdf; name=\"bill.pdf\"\r\n"
                        + "Content-Disposition: attachment; filename=\"bill.pdf\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--",
                Map.of("Content-Type", "multipart/mixed; boundary=b", "Content-Transfer-Encoding", ""));

        handover.deliver(sent.raw(), Customer.SUPPORT);

        JsonNode row = owner.awaitSubject("Caf\u00e9 " + id);
        assertThat(row.path("channel").asString()).isEqualTo("email");
        assertThat(row.path("number").asLong()).isPositive();
        assertThat(row.path("requester").path("email").asString()).isEqualTo(customer.address());
        assertThat(row.path("requester").path("name").asString()).isEqualTo(customer.name());
        JsonNode message = owner.awaitText(row.path("ticketId").asString(), "Gr\u00fc\u00dfe");
        assertThat(message.path("automatic").asBoolean()).isFalse();
        JsonNode attachment = message.path("attachments").path(0);
        assertThat(attachment.path("name").asString()).isEqualTo("bill.pdf");
        assertThat(owner.content("/channels/v1/attachments/"
                                + attachment.path("attachmentId").asString())
                        .text())
                .isEqualTo("hello");
    }

    @Test
    void anOperatorGetsItAndItIsKeptWhy() {
        Desk.Case ticket = Desk.opened(handover);

        assertThat(owner.ticket(ticket.ticketId()).path("phase").asString()).isEqualTo("NEW");
        JsonNode decision = owner.get("/routing/v1/tickets/" + ticket.ticketId() + "/decisions")
                .ok()
                .path("items")
                .path(0);
        assertThat(decision.path("winner").asString()).isEqualTo(ticket.assignee());
        assertThat(decision.path("candidates")).isNotEmpty();
        assertThat(handover.as(ticket.assignee()).list("inbox"))
                .extracting(row -> row.path("ticketId").asString())
                .contains(ticket.ticketId());
    }

    @Test
    void aMentionedColleagueIsTold() {
        Desk.Case ticket = Desk.opened(handover);
        String colleague = ticket.assignee().equals("amelie") ? "ben" : "amelie";
        String text = "@" + colleague + " can you have a look? " + UUID.randomUUID();

        JsonNode noted = handover.as(ticket.assignee())
                .post("/tickets/v1/tickets/" + ticket.ticketId() + "/notes", Map.of("text", text))
                .ok();

        assertThat(noted.path("mentioned").path(0).asString()).isEqualTo(colleague);
        Api other = handover.as(colleague);
        other.awaitThat(
                "the mention in the view",
                api -> api.list("mentions").stream()
                        .filter(row -> row.path("ticketId").asString("").equals(ticket.ticketId()))
                        .findFirst());
        JsonNode told = other.awaitThat(
                "the mention in the feed",
                api -> api.get("/notifications/v1/feed")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path("ticketId").asString("").equals(ticket.ticketId()))
                        .findFirst());
        assertThat(told.path("reason").asString()).isEqualTo("mention");
        await("the mail to " + colleague)
                .atMost(Handover.patience())
                .untilAsserted(() -> assertThat(handover.mailbox(colleague + "@acme.test"))
                        .anySatisfy(mail -> {
                            assertThat(mail.subject()).contains("[#" + ticket.number() + "]");
                            assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
                        }));
        assertThat(ticket.customer().mailbox()).isEmpty();
    }

    @Test
    void theReplyReachesTheCustomerInTheSameThread() {
        Desk.Case ticket = Desk.opened(handover);
        Api operator = handover.as(ticket.assignee());
        String text = "Yes, it is. " + UUID.randomUUID();
        long seen = owner.ticket(ticket.ticketId()).path("version").asLong();

        Api.Answer answer = operator.post(
                "/tickets/v1/tickets/" + ticket.ticketId() + "/replies", Map.of("text", text, "seenVersion", seen));

        String messageId = answer.ok().path("messageId").asString();
        assertThat(operator.get("/query/v1/tickets/" + ticket.ticketId() + "?after=" + answer.after())
                        .ok()
                        .path("phase")
                        .asString())
                .isEqualTo("WAITING_ON_CUSTOMER");
        Mail reply = Desk.awaitMail(ticket.customer(), text);
        assertThat(reply.header("In-Reply-To")).isEqualTo(ticket.mail().messageId());
        assertThat(reply.header("References")).contains(ticket.mail().messageId());
        assertThat(reply.messageId()).isEqualTo("<handover." + messageId + "@acme.test>");
        assertThat(reply.subject()).isEqualTo("Re: " + ticket.subject());
        assertThat(reply.from().getAddress()).isEqualTo(ticket.assignee() + "@acme.test");
        assertThat(reply.replyTo()).matches("support\\+[a-z2-7]{44}@acme\\.test");
        assertThat(reply.replyTo().indexOf('@')).isLessThanOrEqualTo(64);
        assertThat(reply.text()).contains("\n-- \n").contains("Acme Support");
        operator.awaitThat(
                "the delivery on the timeline",
                api -> api.timeline(ticket.ticketId()).stream()
                        .filter(item -> item.path("text").asString("").equals(text))
                        .filter(item ->
                                item.path("delivery").path("state").asString("").equals("sent"))
                        .findFirst());
        assertThat(ticket.customer().mailbox()).hasSize(1);
    }

    @Test
    void aMailTakenTwiceIsOneMessage() {
        Customer customer = Customer.unknown(handover);
        Customer.Sent sent = customer.mail("Twice " + UUID.randomUUID(), "once only", Map.of());
        Api service = handover.as("service");

        JsonNode first = service.mail(sent.raw()).refused(202);
        JsonNode second = service.mail(sent.raw()).refused(202);
        handover.deliver(sent.raw(), Customer.SUPPORT);
        Customer.Sent last = customer.writes("After it " + UUID.randomUUID(), "the last one");

        assertThat(second.path("messageId").asString())
                .isEqualTo(first.path("messageId").asString());
        assertThat(second.path("duplicate").asBoolean()).isTrue();
        String id = owner.awaitSubject(sent.subject()).path("ticketId").asString();
        owner.awaitSubject(last.subject());
        assertThat(messages(id)).hasSize(1);
        assertThat(new String(
                        handover.as("owner")
                                .content("/channels/v1/messages/"
                                        + first.path("messageId").asString())
                                .text()
                                .getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8))
                .isEqualTo(new String(sent.raw(), StandardCharsets.UTF_8));
    }

    private List<JsonNode> messages(String ticketId) {
        return owner.timeline(ticketId).stream()
                .filter(item -> item.path("kind").asString("").equals("message"))
                .toList();
    }
}
