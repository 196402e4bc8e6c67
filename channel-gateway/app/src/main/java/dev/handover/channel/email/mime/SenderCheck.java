package dev.handover.channel.email.mime;

import dev.handover.channel.email.mime.AuthenticationResults.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the mail really comes from the domain of its From, as far as a mail server that is trusted has found out.
 *
 * @param spf what that server says of SPF, in its words such as {@code pass}; empty where it says nothing
 * @param dkim the same of DKIM: of several signatures the best for the domain
 * @param dmarc the same of DMARC
 */
public record SenderCheck(Verdict verdict, Optional<String> spf, Optional<String> dkim, Optional<String> dmarc) {

    /** Nobody who is trusted says anything. */
    static final SenderCheck UNKNOWN =
            new SenderCheck(Verdict.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());

    /** What follows for the reader. */
    public enum Verdict {
        PASS,
        FAIL,
        UNKNOWN
    }

    /**
     * Judges by the topmost results of a trusted server, and of those by the ones that the same hop wrote: what is further
     * down may be the sender's own.
     *
     * @param trusted authserv-ids in lower case
     */
    static SenderCheck judge(List<AuthenticationResults> headers, Set<String> trusted, Optional<MailAddress> from) {
        List<AuthenticationResults> own =
                headers.stream().filter(h -> trusted.contains(h.server())).toList();
        if (own.isEmpty()) {
            return UNKNOWN;
        }
        int hop = own.getFirst().hops();
        List<AuthenticationResults> topmost =
                own.stream().filter(h -> h.hops() == hop).toList();
        String domain = from.map(a -> a.domain()).orElse("");
        List<Result> spf = of("spf", topmost);
        List<Result> dkim = of("dkim", topmost);
        List<Result> dmarc = of("dmarc", topmost);
        Optional<Result> signed = dkim.stream()
                .filter(r -> passed(r, domain, "header.d", "header.i"))
                .findFirst();
        boolean sent = spf.stream().anyMatch(r -> passed(r, domain, "smtp.mailfrom", "smtp.helo"));
        return new SenderCheck(
                verdict(word(dmarc), signed.isPresent() || sent, Stream.concat(spf.stream(), dkim.stream())),
                word(spf),
                signed.map(Result::result).or(() -> word(dkim)),
                word(dmarc));
    }

    private static Verdict verdict(Optional<String> dmarc, boolean aligned, Stream<Result> others) {
        return switch (dmarc.orElse("")) {
            case "pass" -> Verdict.PASS;
            case "fail" -> Verdict.FAIL;
            default -> {
                if (aligned) {
                    yield Verdict.PASS;
                }
                yield others.anyMatch(r -> r.result().equals("fail")) ? Verdict.FAIL : Verdict.UNKNOWN;
            }
        };
    }

    /** What the first header that knows of the method says; a later one adds nothing to it. */
    private static List<Result> of(String method, List<AuthenticationResults> headers) {
        for (AuthenticationResults header : headers) {
            List<Result> found = new ArrayList<>(header.results());
            found.removeIf(r -> !r.method().equals(method));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static Optional<String> word(List<Result> results) {
        return results.stream().findFirst().map(Result::result);
    }

    private static boolean passed(Result result, String domain, String... properties) {
        return result.result().equals("pass")
                && Stream.of(properties)
                        .flatMap(property -> result.domain(property).stream())
                        .anyMatch(other -> aligned(other, domain));
    }

    /** One domain, or one inside the other (RFC 7489 §3.1, without a list of what anybody can register under). */
    private static boolean aligned(String one, String other) {
        return one.indexOf('.') > 0
                && other.indexOf('.') > 0
                && (one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one));
    }
}
