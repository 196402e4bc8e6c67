package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.Ticket.Unopened;
import dev.handover.ticket.domain.TicketCommand.Absorb;
import dev.handover.ticket.domain.TicketCommand.AddIncoming;
import dev.handover.ticket.domain.TicketCommand.AddNote;
import dev.handover.ticket.domain.TicketCommand.AddOutgoing;
import dev.handover.ticket.domain.TicketCommand.Archive;
import dev.handover.ticket.domain.TicketCommand.Assign;
import dev.handover.ticket.domain.TicketCommand.Classify;
import dev.handover.ticket.domain.TicketCommand.CloseByTime;
import dev.handover.ticket.domain.TicketCommand.Describe;
import dev.handover.ticket.domain.TicketCommand.EditNote;
import dev.handover.ticket.domain.TicketCommand.Erase;
import dev.handover.ticket.domain.TicketCommand.EraseMessages;
import dev.handover.ticket.domain.TicketCommand.Escalate;
import dev.handover.ticket.domain.TicketCommand.FollowDecision;
import dev.handover.ticket.domain.TicketCommand.GiveBack;
import dev.handover.ticket.domain.TicketCommand.GoBack;
import dev.handover.ticket.domain.TicketCommand.LinkConversation;
import dev.handover.ticket.domain.TicketCommand.LinkRecord;
import dev.handover.ticket.domain.TicketCommand.MergeInto;
import dev.handover.ticket.domain.TicketCommand.OpenFromSplit;
import dev.handover.ticket.domain.TicketCommand.OpenTicket;
import dev.handover.ticket.domain.TicketCommand.Reopen;
import dev.handover.ticket.domain.TicketCommand.Reply;
import dev.handover.ticket.domain.TicketCommand.Restore;
import dev.handover.ticket.domain.TicketCommand.SetPriority;
import dev.handover.ticket.domain.TicketCommand.SetStatus;
import dev.handover.ticket.domain.TicketCommand.SetTags;
import dev.handover.ticket.domain.TicketCommand.Snooze;
import dev.handover.ticket.domain.TicketCommand.SplitOff;
import dev.handover.ticket.domain.TicketCommand.SyncExternal;
import dev.handover.ticket.domain.TicketCommand.TakeOver;
import dev.handover.ticket.domain.TicketCommand.UnlinkConversation;
import dev.handover.ticket.domain.TicketCommand.UnlinkRecord;
import dev.handover.ticket.domain.TicketCommand.Unmerge;
import dev.handover.ticket.domain.TicketCommand.Wake;
import java.time.Instant;

/** Decides what follows from a command on a ticket; pure. */
public final class TicketDecider {
    private TicketDecider() {}

    /** What follows from the command, on this ticket, in a workspace with these settings, now. */
    public static Decision<TicketEvent> decide(TicketCommand command, Ticket ticket, Settings settings, Instant now) {
        return decideOnShown(
                command, ticket instanceof Opened opened ? opened.shown(settings.scheme()) : ticket, settings, now);
    }

    private static Decision<TicketEvent> decideOnShown(
            TicketCommand command, Ticket ticket, Settings settings, Instant now) {
        return switch (ticket) {
            case Unopened _
            when !settings.helpDesk() && (command instanceof OpenTicket || command instanceof OpenFromSplit) ->
                Decision.reject(new Rejection.HelpDeskIsOff());
            case Unopened _ ->
                switch (command) {
                    case OpenTicket open -> OpeningDecider.open(open, settings, now);
                    case OpenFromSplit split -> MergeDecider.openFromSplit(split, settings, now);
                    case TicketCommand _ -> Decision.reject(new Rejection.NoSuchTicket(command.ticketId()));
                };
            case Ticket.Erased erased ->
                command instanceof Erase
                        ? Decision.acceptNothing()
                        : Decision.reject(new Rejection.TicketIsErased(erased.id(), erased.number()));
            case Opened opened
            when staysAsItIs(command, opened) ->
                Decision.reject(MergeDecider.merged(opened).orElseThrow());
            case Opened opened ->
                AsideDecider.following(
                        command,
                        opened,
                        AsideDecider.filed(
                                command, opened, decided(command, opened, settings, now), settings.scheme(), now),
                        now);
        };
    }

    private static Decision<TicketEvent> decided(TicketCommand command, Opened opened, Settings settings, Instant now) {
        return switch (command) {
            case OpenTicket _, OpenFromSplit _ -> Decision.reject(new Rejection.TicketExists(command.ticketId()));
            case AddIncoming c -> MessageDecider.incoming(c, opened, settings, now);
            case AddOutgoing c -> MessageDecider.outgoing(c, opened, now);
            case Reply c -> MessageDecider.reply(c, opened, settings, now);
            case AddNote c -> NoteDecider.add(c, now);
            case EditNote c -> NoteDecider.edit(c, opened, now);
            case Describe c -> DescribingDecider.describe(c, opened, now);
            case Classify c -> DescribingDecider.classify(c, opened, settings, now);
            case LinkRecord c -> LinkingDecider.link(c, opened, now);
            case UnlinkRecord c -> LinkingDecider.unlink(c, opened, now);
            case SyncExternal c -> LinkingDecider.sync(c, opened, now);
            case Snooze c -> AsideDecider.snooze(c, opened, now);
            case Wake c -> AsideDecider.wake(c, opened, now);
            case Archive c -> AsideDecider.archive(c, opened, now);
            case Restore c -> AsideDecider.restore(c, opened, now);
            case Reopen c -> StatusDecider.reopen(c, opened, settings, now);
            case CloseByTime c -> StatusDecider.close(c, opened, settings, now);
            case Assign c -> AssignmentDecider.assign(c, opened, settings, now);
            case FollowDecision c -> AssignmentDecider.follow(c, opened, now);
            case SetStatus c -> StatusDecider.set(c, opened, settings, now);
            case GoBack c -> StatusDecider.goBack(c, opened, settings, now);
            case SetPriority c -> SortingDecider.prioritise(c, opened, now);
            case SetTags c -> SortingDecider.tag(c, opened, now);
            case MergeInto c -> MergeDecider.mergeInto(c, opened, settings, now);
            case Absorb c -> MergeDecider.absorb(c, opened, now);
            case Unmerge c -> MergeDecider.unmerge(c, opened, settings, now);
            case GiveBack c -> MergeDecider.giveBack(c, opened, now);
            case Erase c -> Decision.accept(new TicketEvent.TicketErased(c.ticketId(), c.by(), now));
            case EraseMessages c ->
                Decision.accept(new TicketEvent.MessagesErased(c.ticketId(), c.messages(), c.by(), now));
            case SplitOff c -> MergeDecider.splitOff(c, now);
            case TicketCommand.MoveOff c -> MessageDecider.moveOff(c, now);
            case Escalate c -> HandoverDecider.escalate(c, opened, settings, now);
            case TakeOver c -> HandoverDecider.takeOver(c, opened, settings, now);
            case LinkConversation c -> LinkDecider.link(c, opened, now);
            case UnlinkConversation c -> LinkDecider.unlink(c, opened, now);
        };
    }

    /** A merged ticket's turn is its target's: it is not answered, moved or merged on, until it is unmerged. */
    private static boolean staysAsItIs(TicketCommand command, Opened ticket) {
        return ticket.facts().kin().merged().isPresent()
                && switch (command) {
                    case Reply _,
                            SetStatus _,
                            GoBack _,
                            Reopen _,
                            Snooze _,
                            Assign _,
                            MergeInto _,
                            Absorb _,
                            SplitOff _,
                            LinkConversation _,
                            UnlinkConversation _ -> true;
                    case TicketCommand _ -> false;
                };
    }
}
