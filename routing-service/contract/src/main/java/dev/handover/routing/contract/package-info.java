/** What routing-service publishes: the directory of people and teams, decisions, their type names and topics. */
@NullMarked
package dev.handover.routing.contract;

import org.jspecify.annotations.NullMarked;
