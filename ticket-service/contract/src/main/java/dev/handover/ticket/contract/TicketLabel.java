package dev.handover.ticket.contract;

import java.util.List;

/** A label that a workspace sorts its tickets by, with those under it. */
public record TicketLabel(String name, List<String> sublabels) {}
