/** Tests of notification-service on a real PostgreSQL, a real Kafka and a real mail server. */
@NullMarked
package dev.handover.notification;

import org.jspecify.annotations.NullMarked;
