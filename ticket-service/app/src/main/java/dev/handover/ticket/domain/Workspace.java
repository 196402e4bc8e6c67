package dev.handover.ticket.domain;

import java.util.Optional;

/** What deciding needs to know of a workspace: its settings. */
public sealed interface Workspace extends StreamState {
    /** There is none of that key. */
    record Uncreated() implements Workspace {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.empty();
        }
    }

    /** At work. */
    record Created(WorkspaceKey key, String name, Settings settings, long version) implements Workspace {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(key);
        }
    }

    /** The workspace after the event; total. */
    static Workspace evolve(Workspace workspace, WorkspaceEvent event) {
        return switch (workspace) {
            case Uncreated uncreated ->
                event instanceof WorkspaceEvent.WorkspaceCreated e
                        ? new Created(e.workspace(), e.name(), Settings.DEFAULT, 1)
                        : uncreated;
            case Created created ->
                new Created(created.key(), created.name(), settings(created, event), created.version() + 1);
        };
    }

    private static Settings settings(Created workspace, WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceEvent.WorkspaceCreated _ -> workspace.settings();
        };
    }
}
