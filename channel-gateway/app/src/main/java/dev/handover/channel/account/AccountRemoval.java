package dev.handover.channel.account;

/** Something else there is of an account, and ends when the account is removed. */
@FunctionalInterface
public interface AccountRemoval {

    /** Runs in the transaction that removes the account. */
    void removed(String accountId);
}
