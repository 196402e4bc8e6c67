/** The notifications of a person: list, unread count, read marks. */
@NullMarked
package dev.handover.notification.feed;

import org.jspecify.annotations.NullMarked;
