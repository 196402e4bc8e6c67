package dev.handover.local;

/** What is said when an installation is ready. */
final class Announcement {

    private Announcement() {}

    static void print(Installation installation, Ports ports) {
        String data = installation.data().equals(DataOption.root().resolve(".handover"))
                ? ""
                : " --data " + installation.data();
        System.out.println("""
                handover is ready: %1$s
                  mail: SMTP localhost:%2$d, IMAP localhost:%3$d (password = address)
                  logs: %4$s
                try:
                  ./handover token amelie%5$s
                  curl -H "Authorization: Bearer $(./handover token amelie%5$s)" %1$s/query/v1/me
                  curl -H "Authorization: Bearer $(./handover token amelie%5$s)" "%1$s/query/v1/tickets?view=all"
                  ./handover send-email FILE.eml%5$s
                  ./handover status%5$s
                  ./handover down%5$s""".formatted(ports.url(), ports.smtp(), ports.imap(), installation.logs(), data));
        System.out.flush();
    }
}
