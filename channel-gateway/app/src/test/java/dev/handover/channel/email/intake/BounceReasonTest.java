package dev.handover.channel.email.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.email.mime.MailReport.Action;
import dev.handover.channel.email.mime.MailReport.RecipientStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceReasonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ada@x.test | 5.1.1 | 550 unknown user | The mailbox of ada@x.test does not exist (5.1.1): 550 unknown user",
                "ada@x.test | 4.2.2 | '' | The mailbox of ada@x.test is full (4.2.2)",
                "ada@x.test | 5.7.26 | '' | The mail server of ada@x.test refused the message by its rules (5.7.26)",
                "ada@x.test | '' | No. | The mail server of ada@x.test returned the message: No.",
                "'' | 4.4.7 | '' | The mail server of the recipient could not be reached in time (4.4.7)",
            })
    void saysWhatAnOperatorUnderstands(String address, String status, String diagnostic, String reason) {
        assertThat(BounceReason.of(new RecipientStatus(address, Action.FAILED, status, diagnostic)))
                .isEqualTo(reason);
    }
}
