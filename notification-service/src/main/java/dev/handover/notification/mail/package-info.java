/** Notifications by email: a queue written with the notification, and its sender. */
@NullMarked
package dev.handover.notification.mail;

import org.jspecify.annotations.NullMarked;
