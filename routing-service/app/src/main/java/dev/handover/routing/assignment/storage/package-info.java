/** What assignment keeps in the database. */
@NullMarked
package dev.handover.routing.assignment.storage;

import org.jspecify.annotations.NullMarked;
