/** Tests of domain. */
@NullMarked
package dev.handover.ticket.domain;

import org.jspecify.annotations.NullMarked;
