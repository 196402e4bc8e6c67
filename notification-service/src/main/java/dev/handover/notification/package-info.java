/** Tells the people of a team what concerns them: a feed in the application, and email. */
@NullMarked
package dev.handover.notification;

import org.jspecify.annotations.NullMarked;
