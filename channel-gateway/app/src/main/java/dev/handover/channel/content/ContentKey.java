package dev.handover.channel.content;

import java.util.UUID;

/**
 * Names a content, in whichever store it lies; made from what it belongs to, so that storing it again replaces it.
 *
 * @param owner the message that it came with
 * @param part see {@link Content#part()}
 */
public record ContentKey(UUID owner, int part) {}
