package dev.handover.notification.alert;

import java.util.Optional;

/**
 * What deciding who should know needs of a ticket.
 *
 * @param openingMessageDue whether the message that opened the ticket has not come yet
 */
public record Ticket(
        String ticketId,
        String workspace,
        long number,
        String subject,
        Optional<String> assignee,
        Optional<String> team,
        boolean openingMessageDue) {

    Ticket assigned(Optional<String> operatorId, Optional<String> teamId) {
        return new Ticket(ticketId, workspace, number, subject, operatorId, teamId, openingMessageDue);
    }

    Ticket called(String newSubject) {
        return new Ticket(ticketId, workspace, number, newSubject, assignee, team, openingMessageDue);
    }

    Ticket withOpeningMessage() {
        return new Ticket(ticketId, workspace, number, subject, assignee, team, false);
    }
}
