package dev.handover.routing.assignment.domain;

import java.util.List;

/** Everything that a decision depends on; kept with it, so that deciding again gives the same. */
public record Situation(Method method, List<Member> members) {}
