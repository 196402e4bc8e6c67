/** Folds the journal of ticket-service into the views, several events a transaction. */
@NullMarked
package dev.handover.query.projection;

import org.jspecify.annotations.NullMarked;
