package dev.handover.channel.delivery;

/** What becomes of a message that the channel may have accepted without anybody here having heard of it. */
public enum AfterCrash {
    /** It is sent again: the channel, or whoever reads it, knows it by its id. */
    REPEAT,
    /** It fails, and an operator looks whether it arrived: sent again, it would be there twice. */
    FAIL
}
