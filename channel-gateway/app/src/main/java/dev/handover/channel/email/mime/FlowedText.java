package dev.handover.channel.email.mime;

/** Joins the soft line breaks of {@code format=flowed} text (RFC 3676); quote marks stay. */
final class FlowedText {

    private FlowedText() {}

    static String unwrap(String text, boolean deleteSpace) {
        StringBuilder out = new StringBuilder(text.length());
        int openDepth = -1;
        String[] lines = text.split("\n", -1);
        for (int n = 0; n < lines.length; n++) {
            String line = lines[n];
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String content = line.substring(depth);
            if (content.startsWith(" ")) {
                content = content.substring(1);
            }
            boolean signature = content.equals("-- ");
            boolean soft = content.endsWith(" ") && !signature && n < lines.length - 1;
            if (openDepth == depth && !signature) {
                // a soft break: this line goes on where the last one stopped
            } else {
                if (openDepth >= 0) {
                    out.append('\n');
                }
                out.repeat('>', depth);
                if (depth > 0 && !content.isEmpty()) {
                    out.append(' ');
                }
            }
            out.append(soft && deleteSpace ? content.substring(0, content.length() - 1) : content);
            if (soft) {
                openDepth = depth;
            } else {
                openDepth = -1;
                if (n < lines.length - 1) {
                    out.append('\n');
                }
            }
        }
        return out.toString();
    }
}
