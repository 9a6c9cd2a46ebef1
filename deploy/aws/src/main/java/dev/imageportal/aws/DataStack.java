package dev.imageportal.aws;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// What stays: network, stores, accounts, and the way in. Instances come and go in stacks of their own.
final class DataStack extends Stack {

    private final Network network;
    private final Database database;
    private final Accounts accounts;
    private final EventBroker broker;
    private final InstanceRole instances;
    private final InstanceSettings parameters;
    private final LoadBalancer balancer;

    DataStack(Construct scope, StackProps properties, EdgeStack edge, Settings settings) {
        super(scope, "ImagePortalData", properties);
        AccessLogs logs = new AccessLogs(this);
        network = new Network(this, settings);
        instances = new InstanceRole(this, network);
        database = new Database(this, network, instances.group(), settings);
        new Schemas(this, network, database);
        Media media = new Media(this, logs);
        accounts = new Accounts(this, settings);
        broker = new EventBroker(this, network, instances.group(), settings);
        SearchIndex index = new SearchIndex(this, network, instances.group(), instances.role(), settings);
        ContainerImages images = new ContainerImages(this);
        balancer = new LoadBalancer(this, network, instances.group(), logs, settings);
        Edge distribution = new Edge(this, media, balancer, logs, edge.firewall().arn(), settings);
        parameters = new InstanceSettings(this, media, distribution, accounts, index);

        instances.mayUse(media);
        instances.mayUse(distribution);
        instances.mayUse(database);
        instances.mayUse(accounts);
        instances.mayUse(broker);
        instances.mayUse(images);
        instances.mayUse(index);
        instances.maySee(settings, parameters);
        explainWildcards();

        output("Address", "https://" + settings.domain());
        output("PointTheDomainAt", distribution.distribution().getDistributionDomainName());
        output("MediaBucket", media.bucket().getBucketName());
        output("SearchEndpoint", index.endpoint());
    }

    private void explainWildcards() {
        Reasons.accept(instances.role(), "IAM5",
                "Objects of the one bucket, topics and groups of the one cluster, indexes of the one domain: named by the "
                        + "portal as it goes. Session Manager's and ECR's log-in calls know no resources.");
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    Network network() {
        return network;
    }

    Database database() {
        return database;
    }

    Accounts accounts() {
        return accounts;
    }

    EventBroker broker() {
        return broker;
    }

    InstanceRole instances() {
        return instances;
    }

    InstanceSettings parameters() {
        return parameters;
    }

    LoadBalancer balancer() {
        return balancer;
    }
}
