package dev.handover.channel.email.imap;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who reads which mailbox, and how far each has been read. Time is the database's, so that clocks need not agree. */
final class Mailboxes {

    private final JdbcClient jdbc;

    Mailboxes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How the leases of an account's folders are named; INBOX goes by the account alone. */
    static String key(String accountId, String folder) {
        return folder.equalsIgnoreCase("INBOX") ? accountId : accountId + "/" + folder;
    }

    /** Takes the mailbox if nobody owns it now. */
    Optional<Lease> acquire(String accountId, String owner, Duration ttl) {
        return jdbc.sql("""
                        insert into mailbox (account_id, owner, fence, lease_until, uid_validity, last_uid)
                        values (?, ?, 1, now() + ? * interval '1 millisecond', 0, 0)
                        on conflict (account_id) do update
                        set owner = excluded.owner, fence = mailbox.fence + 1, lease_until = excluded.lease_until
                        where mailbox.lease_until < now()
                        returning fence, uid_validity, last_uid
                        """)
                .params(accountId, owner, ttl.toMillis())
                .query((row, n) -> new Lease(
                        accountId, owner, row.getLong("fence"), row.getLong("uid_validity"), row.getLong("last_uid")))
                .optional();
    }

    /** Keeps the mailbox for another while; false when it belongs to someone else now. */
    boolean renew(Lease lease, Duration ttl) {
        return jdbc.sql("""
                        update mailbox set lease_until = now() + ? * interval '1 millisecond'
                        where account_id = ? and fence = ? and owner = ?
                        """)
                        .params(ttl.toMillis(), lease.accountId(), lease.fence(), lease.owner())
                        .update()
                == 1;
    }

    /** Gives the mailbox up, for another instance to take at once. */
    void release(Lease lease) {
        jdbc.sql("update mailbox set lease_until = now() - interval '1 second' where account_id = ? and fence = ?")
                .params(lease.accountId(), lease.fence())
                .update();
    }

    /** Moves the cursor, in the transaction that keeps the mails before it; refused to all but the present owner. */
    Lease advance(Lease lease, long uidValidity, long lastUid) {
        int moved = jdbc.sql("""
                        update mailbox set uid_validity = ?, last_uid = ?
                        where account_id = ? and fence = ? and owner = ?
                        """)
                .params(uidValidity, lastUid, lease.accountId(), lease.fence(), lease.owner())
                .update();
        if (moved == 0) {
            throw new LeaseLostException(lease.accountId());
        }
        return lease.at(uidValidity, lastUid);
    }
}
