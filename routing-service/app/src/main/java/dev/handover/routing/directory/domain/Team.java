package dev.handover.routing.directory.domain;

import dev.handover.routing.assignment.domain.Method;

/**
 * A group of operators.
 *
 * @param version of the entry, dense from 1
 */
public record Team(String workspace, String teamId, String name, Method method, long version) {}
