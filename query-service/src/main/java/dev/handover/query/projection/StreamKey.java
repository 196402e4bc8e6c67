package dev.handover.query.projection;

/**
 * A stream of events.
 *
 * @param streamId a ticket's, conversation's, requester's or workspace's id, or a key of the directory
 */
public record StreamKey(String workspace, String streamId) {}
