package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Role;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.directory.Directory;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who acts, and whom a request names, as the directory knows them. */
@Component
class Actors {
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}._@-])@([\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,62})");
    private final Directory directory;

    Actors(Directory directory) {
        this.directory = directory;
    }

    Actor actor(Caller caller) {
        WorkspaceKey workspace = new WorkspaceKey(caller.workspace());
        return switch (caller.role()) {
            case OWNER, MANAGER, OPERATOR ->
                directory
                        .bySubject(workspace, caller.subject())
                        .map(person -> Actor.operator(person.id(), person.displayName()))
                        .orElseGet(() -> new Actor(Actor.Kind.OPERATOR, caller.subject(), null, null));
            case AGENT -> new Actor(Actor.Kind.AGENT, caller.subject(), null, null);
            case SERVICE -> new Actor(Actor.Kind.SERVICE, caller.subject(), null, null);
            case REQUESTER -> new Actor(Actor.Kind.CUSTOMER, caller.subject(), null, null);
        };
    }

    /** The operator that the caller is, as far as the directory knows. */
    Optional<OperatorId> operator(Caller caller) {
        return directory
                .bySubject(new WorkspaceKey(caller.workspace()), caller.subject())
                .map(Directory.Person::id);
    }

    /** The operator that the caller is; refused where the directory has none. */
    OperatorId operatorIn(Caller caller) {
        return operator(caller)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN, "The caller is no operator in the directory of this workspace."));
    }

    /** A machine with the scope may open tickets; people of the team may in any case. */
    boolean mayOpen(Caller caller) {
        return caller.role().staff()
                || caller.role() == Role.SERVICE
                || (caller.role() == Role.AGENT && caller.hasScope("tickets:open"));
    }

    Optional<OperatorId> operator(Caller caller, String pointer, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        OperatorId operator = new OperatorId(id);
        if (directory
                .known(new WorkspaceKey(caller.workspace()), List.of(operator))
                .isEmpty()) {
            throw ProblemException.field(pointer, "names no operator of this workspace");
        }
        return Optional.of(operator);
    }

    Optional<TeamId> team(Caller caller, String pointer, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        TeamId team = new TeamId(id);
        if (!directory.hasTeam(new WorkspaceKey(caller.workspace()), team)) {
            throw ProblemException.field(pointer, "names no team of this workspace");
        }
        return Optional.of(team);
    }

    /** Those whom a note mentions: by handle in its text, or named beside it. */
    List<OperatorId> mentioned(Caller caller, String text, @Nullable List<String> named) {
        WorkspaceKey workspace = new WorkspaceKey(caller.workspace());
        Set<String> handles = new LinkedHashSet<>();
        Matcher found = MENTION.matcher(text);
        while (found.find() && handles.size() < 50) {
            String handle = found.group(1).toLowerCase(Locale.ROOT);
            handles.add(handle);
            handles.add(handle.replaceAll("[._-]+$", ""));
        }
        Set<OperatorId> mentioned = new LinkedHashSet<>(directory.byHandles(workspace, handles));
        if (named != null) {
            List<OperatorId> ids = named.stream().map(OperatorId::new).toList();
            Set<OperatorId> known = directory.known(workspace, ids);
            for (int i = 0; i < ids.size(); i++) {
                if (!known.contains(ids.get(i))) {
                    throw ProblemException.field("/mentions/" + i, "names no operator of this workspace");
                }
                mentioned.add(ids.get(i));
            }
        }
        return List.copyOf(mentioned);
    }
}
