package dev.handover.ticket.step;

import dev.handover.ticket.domain.WorkspaceKey;

/**
 * A step to take, and for whom.
 *
 * @param name for the meters
 * @param mayBeRepeat whether it may have been taken before: a refusal is then believed only where the step was alone,
 *     and could look
 */
public record Call<T>(
        String name, WorkspaceKey workspace, StepContext context, boolean mayBeRepeat, Steps.Step<T> step) {}
