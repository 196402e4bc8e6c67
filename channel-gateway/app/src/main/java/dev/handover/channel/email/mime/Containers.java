package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the words and files out of parts that wrap them: Outlook's {@code winmail.dat} and S/MIME's opaque signatures
 * (RFC 8551 §3.5.2). What is encrypted is named so, and stays as it is.
 */
final class Containers {

    private final MailLimits limits;
    private final Set<MailIssue> issues;
    private final List<MailPart> opened = new ArrayList<>();

    private Containers(MailLimits limits, Set<MailIssue> issues) {
        this.limits = limits;
        this.issues = issues;
    }

    /** The leaves with those inside containers beside them. */
    static List<MailPart> open(List<MailPart> parts, MailLimits limits, Set<MailIssue> issues) {
        Containers containers = new Containers(limits, issues);
        boolean words = parts.stream().anyMatch(p -> p.isBody() && p.content().size() > 0);
        for (MailPart part : parts) {
            if (isTnef(part)) {
                containers.openTnef(part, words);
            } else if (isPkcs7(part)) {
                containers.openSigned(part);
            } else {
                if (part.contentType().equals("application/pgp-encrypted")) {
                    issues.add(MailIssue.ENCRYPTED);
                }
                containers.opened.add(part);
            }
        }
        return containers.opened;
    }

    private void openTnef(MailPart part, boolean wordsElsewhere) {
        Optional<Tnef> tnef =
                part.content().size() > limits.maxOpenedBytes() ? Optional.empty() : Tnef.read(part.content(), limits);
        if (tnef.isEmpty()) {
            issues.add(MailIssue.TNEF_BROKEN);
            opened.add(part);
            return;
        }
        tnef.get().body().filter(_ -> !wordsElsewhere).ifPresent(opened::add);
        opened.addAll(tnef.get().files());
    }

    /** The envelope stays beside its content: it holds the signature. */
    private void openSigned(MailPart part) {
        opened.add(part);
        String kind = part.type().parameter("smime-type").orElse("");
        Optional<ByteRange> content = part.content().size() > limits.maxOpenedBytes()
                ? Optional.empty()
                : SignedContent.of(part.content().range(limits.maxOpenedBytes()));
        if (content.isPresent()) {
            opened.addAll(PartReader.leaves(content.get(), limits, issues));
        } else if (kind.equalsIgnoreCase("signed-data")) {
            issues.add(MailIssue.SIGNED_CONTENT_UNREADABLE);
        } else if (!kind.equalsIgnoreCase("certs-only")) {
            issues.add(MailIssue.ENCRYPTED);
        }
    }

    private static boolean isTnef(MailPart part) {
        return part.contentType().equals("application/ms-tnef")
                || part.contentType().equals("application/vnd.ms-tnef")
                || part.fileName()
                        .filter(n -> n.equalsIgnoreCase("winmail.dat"))
                        .isPresent();
    }

    private static boolean isPkcs7(MailPart part) {
        return part.contentType().equals("application/pkcs7-mime")
                || part.contentType().equals("application/x-pkcs7-mime");
    }
}
