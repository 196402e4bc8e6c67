/** Sources and attachments in the database, in pieces, so that none is ever held as a whole. */
@NullMarked
package dev.handover.channel.email.storage;

import org.jspecify.annotations.NullMarked;
