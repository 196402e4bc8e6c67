package dev.handover.ticket.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon's event storage on the service's database, in the transactions of Spring. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {
    private static final String UNIQUE_VIOLATION = "23505";

    @Bean
    LogicalNameSerializer eventSerializer() {
        return LogicalNameSerializer.create();
    }

    @Bean
    TransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    @DependsOn("flywayInitializer")
    EventStorageEngine eventStorage(
            DataSource database, TransactionManager axonTransactions, LogicalNameSerializer serializer) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database))
                .transactionManager(axonTransactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .persistenceExceptionResolver(uniqueViolations())
                .schema(schema())
                .dataType(byte[].class)
                .build();
    }

    /** pgjdbc reports a unique violation of a batch inside a BatchUpdateException. */
    static PersistenceExceptionResolver uniqueViolations() {
        return exception -> {
            for (Throwable e = exception; e != null; e = e.getCause()) {
                if (e instanceof SQLException sql) {
                    for (SQLException next = sql; next != null; next = next.getNextException()) {
                        if (UNIQUE_VIOLATION.equals(next.getSQLState())) {
                            return true;
                        }
                    }
                }
            }
            return false;
        };
    }

    static EventSchema schema() {
        return EventSchema.builder()
                .eventTable("stored_event")
                .snapshotTable("stream_snapshot")
                .globalIndexColumn("global_index")
                .timestampColumn("recorded_at")
                .eventIdentifierColumn("event_id")
                .aggregateIdentifierColumn("stream_id")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("stream_type")
                .payloadTypeColumn("event_type")
                .payloadRevisionColumn("revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .build();
    }
}
