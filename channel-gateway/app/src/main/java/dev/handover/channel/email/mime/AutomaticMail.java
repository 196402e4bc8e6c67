package dev.handover.channel.email.mime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells automatic mail from a person's, by headers first and by subject only where a mail program leaves nothing else. A
 * null envelope sender alone proves nothing: broken mail programs leave it too, and a customer's words are not set aside
 * on a guess.
 */
final class AutomaticMail {

    private static final Pattern ABSENT = Pattern.compile(
            "(?iu)^\\s*(?:automatic reply|automatische antwort|auto(?:matic)?[ -]?(?:reply|response|antwort)|réponse automatique|respuesta automática|risposta automatica"
                    + "|resposta automática|automatisch antwoord|автоответ|自動応答|自动回复)\\s*[:\uFF1A]|\\bout of (?:the )?office\\b|\\bauto(?:reply|response)\\b|\\babwesenheits\\w*|\\babwesend\\b|absence du bureau|\\bon vacation\\b|\\bvacation reply\\b|fuera de (?:la )?oficina|fuori ufficio");
    private static final Pattern ABSENT_PREFIX = Pattern.compile(
            "(?iu)^\\s*(?:automatic reply|automatische antwort|out of office(?: auto\\s?reply)?|abwesenheitsnotiz|réponse automatique|respuesta automática|automatisch antwoord)\\s*[:\uFF1A].*");
    private static final Pattern UNDELIVERED = Pattern.compile(
            "(?iu)undeliver|delivery (?:status|failure|has failed)|returned mail|failure notice|mail delivery|unzustellbar|nicht zustellbar|non remis|delivery report");
    private static final List<String> AUTOREPLY_HEADERS = List.of(
            "x-autoreply",
            "x-auto-reply",
            "x-autorespond",
            "x-autoresponder",
            "x-auto-reply-from",
            "x-mail-autoreply",
            "x-autoreply-from",
            "x-fc-machinegenerated");

    private AutomaticMail() {}

    static AutomaticKind of(
            HeaderSection headers,
            String subject,
            Optional<MailAddress> from,
            String reportType,
            Optional<MailReport> report) {
        String auto = firstWord(headers.ascii("auto-submitted"));
        if (reportType.equals("feedback-report")) {
            return AutomaticKind.COMPLAINT;
        }
        if (!reportType.isEmpty()) {
            return reportType.equals("delivery-status")
                            && report.map(AutomaticMail::failed).orElse(true)
                    ? AutomaticKind.BOUNCE
                    : AutomaticKind.DELIVERY_REPORT;
        }
        boolean nullSender = headers.first("return-path").isPresent()
                && headers.ascii("return-path").replaceAll("\\s", "").equals("<>");
        if (bounce(headers, subject, from, nullSender)) {
            return AutomaticKind.BOUNCE;
        }
        boolean replies = auto.equals("auto-replied")
                || (nullSender && ABSENT.matcher(subject).find())
                || AUTOREPLY_HEADERS.stream().anyMatch(h -> says(headers, h))
                || firstWord(headers.ascii("precedence")).replace('-', '_').equals("auto_reply");
        if (replies
                || (!auto.isEmpty()
                        && !auto.equals("no")
                        && ABSENT.matcher(subject).find())) {
            return ABSENT.matcher(subject).find() ? AutomaticKind.OUT_OF_OFFICE : AutomaticKind.AUTO_REPLY;
        }
        if (!auto.isEmpty() && !auto.equals("no")) {
            return AutomaticKind.AUTO_GENERATED;
        }
        if (auto.isEmpty() && ABSENT_PREFIX.matcher(subject).matches()) {
            return AutomaticKind.OUT_OF_OFFICE;
        }
        String precedence = firstWord(headers.ascii("precedence"));
        boolean list = headers.has("list-id")
                || headers.has("list-unsubscribe")
                || precedence.equals("list")
                || precedence.equals("bulk")
                || precedence.equals("junk");
        return list ? AutomaticKind.LIST : AutomaticKind.NONE;
    }

    private static boolean failed(MailReport report) {
        return report instanceof MailReport.Delivery delivery
                && (delivery.recipients().isEmpty()
                        || delivery.recipients().stream().anyMatch(r -> r.action() == MailReport.Action.FAILED));
    }

    private static boolean bounce(
            HeaderSection headers, String subject, Optional<MailAddress> from, boolean nullSender) {
        String local = from.map(a -> a.localPart().toLowerCase(Locale.ROOT)).orElse("");
        boolean postmaster = local.equals("postmaster");
        return local.equals("mailer-daemon")
                || headers.has("x-failed-recipients")
                || (nullSender && UNDELIVERED.matcher(subject).find())
                || (postmaster && (nullSender || UNDELIVERED.matcher(subject).find()));
    }

    private static boolean says(HeaderSection headers, String name) {
        return headers.has(name)
                && !firstWord(headers.ascii(name)).equals("no")
                && !firstWord(headers.ascii(name)).equals("false");
    }

    private static String firstWord(String value) {
        String bare = HeaderText.withoutComments(value).trim().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < bare.length() && bare.charAt(end) != ';' && bare.charAt(end) != ' ' && bare.charAt(end) != ',') {
            end++;
        }
        return bare.substring(0, end);
    }
}
