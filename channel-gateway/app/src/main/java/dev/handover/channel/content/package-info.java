/** Contents of attachments and sources, of whatever channel: where they lie, in pieces, so that none is ever held as a whole. */
@NullMarked
package dev.handover.channel.content;

import org.jspecify.annotations.NullMarked;
