package dev.handover.channel.email.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.delivery.OutgoingReply;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.ticket.contract.Actor;
import jakarta.validation.Validation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailFrameTest {

    private static EmailAccount account(Map<String, String> more) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(Map.of(
                "handover.email.accounts[0].id", "a",
                "handover.email.accounts[0].workspace", "acme",
                "handover.email.accounts[0].address", "support@acme.test",
                "handover.email.accounts[0].display-name", "Support"));
        more.forEach((name, value) -> source.put("handover.email.accounts[0]." + name, value));
        EmailSettings settings = new Binder(source).bindOrCreate("handover.email", EmailSettings.class);
        return new EmailAccounts(settings).all().getFirst();
    }

    private static OutgoingReply reply(String text, @Nullable String html) {
        return new OutgoingReply(
                "c",
                "t",
                "m",
                Actor.operator("amelie", "Amelie"),
                text,
                html,
                "email",
                "a",
                "ada@customer.test",
                "Ada",
                "Printer",
                null,
                List.of(),
                Instant.EPOCH,
                null,
                null,
                7L,
                null,
                null);
    }

    @Test
    void withoutAFrameWhatWasSaidIsSigned() {
        MailFrame frame = MailFrame.of(account(Map.of()), reply("Hello <you>", null), "Amelie");
        assertThat(frame.plain()).isEqualTo("Hello <you>\n\n-- \nAmelie\n");
        assertThat(frame.html()).startsWith("<div>Hello &lt;you&gt;</div>").contains("-- <br><div>Amelie</div>");
    }

    @Test
    void aFrameHasEachPartInItsPlace() {
        EmailAccount account = account(Map.of(
                "template-html",
                "<table><tr><td>{{content}}</td></tr></table><p>{{signature}} #{{ticketNumber}}</p>",
                "template-text",
                "{{content}}\n==\n{{signature}} [{{ticketNumber}}]"));
        MailFrame frame = MailFrame.of(account, reply("Hello", "<b>Hello</b>"), "Amelie");
        assertThat(frame.plain()).isEqualTo("Hello\n==\nAmelie [7]");
        assertThat(frame.html()).contains("<td><b>Hello</b></td>").contains("<div>Amelie</div> #7</p>");
    }

    @Test
    void aFrameWithoutAPlaceForTheSignatureHasItBehindTheContent() {
        EmailAccount account = account(Map.of("template-text", "Dear customer\n{{content}}\nYours"));
        assertThat(MailFrame.of(account, reply("Hello", null), "Amelie").plain())
                .isEqualTo("Dear customer\nHello\n\n-- \nAmelie\n\nYours");
    }

    @Test
    void whatIsFilledInIsTakenAsItIs() {
        EmailAccount account = account(Map.of("template-text", "{{content}}|{{ticketNumber}}"));
        assertThat(MailFrame.of(account, reply("$1 {{ticketNumber}} \\0", null), "")
                        .plain())
                .isEqualTo("$1 {{ticketNumber}} \\0|7");
    }

    @Test
    void aFramesHtmlIsCleaned() {
        EmailAccount account =
                account(Map.of("template-html", "<p onclick='x()'>Hi</p><script>y()</script>{{content}}"));
        assertThat(MailFrame.of(account, reply("Hello", "<i>Hello</i>"), "").html())
                .isEqualTo("<p>Hi</p><i>Hello</i>");
    }

    @Test
    void aFrameWithoutContentIsRefused() {
        EmailSettings.Account broken = new EmailSettings.Account(
                "a",
                "acme",
                "a@acme.test",
                "A",
                List.of(),
                false,
                List.of("INBOX"),
                null,
                null,
                null,
                null,
                "<p>nothing</p>",
                "{{content}}");
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(broken))
                    .extracting(violation -> violation.getPropertyPath().toString())
                    .containsExactly("templateHtml");
        }
    }
}
