package dev.handover.channel.email.imap;

/**
 * The right to read a mailbox, and how far it has been read.
 *
 * @param fence higher for each new owner; checked whenever the cursor moves
 * @param uidValidity of the folder that {@code lastUid} counts in; 0 before the first reading
 */
record Lease(String accountId, String owner, long fence, long uidValidity, long lastUid) {

    Lease at(long newUidValidity, long newLastUid) {
        return new Lease(accountId, owner, fence, newUidValidity, newLastUid);
    }
}
