/** How far each stream of the other services has been taken in. */
@NullMarked
package dev.handover.notification.stream;

import org.jspecify.annotations.NullMarked;
