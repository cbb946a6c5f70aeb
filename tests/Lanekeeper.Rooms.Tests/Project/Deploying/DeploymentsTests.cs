using Lanekeeper.Project;
using Lanekeeper.Project.Deploying;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Project.Deploying;

public sealed class DeploymentsTests(DeploymentsFixture room) : IClassFixture<DeploymentsFixture>, IAsyncLifetime
{
    private static readonly Actor Ana = new(ActorKind.Person, "1", "ana@example.com", Role.Operator);
    private static readonly Actor Reviewer = new(ActorKind.Person, "3", "re@example.com", Role.Reviewer);
    private static readonly Actor Viewer = new(ActorKind.Person, "2", "vi@example.com", Role.Viewer);

    private readonly IDeployments _deployments = room.Furnish();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await room.Database.ExecuteAsync("update project.live set deployment = null", null, Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_deployed_is_live_and_compiled()
    {
        var deployed = (await DeployAsync("first")).Value;

        var current = (await _deployments.CurrentAsync(Token)).Value;

        current.Hash.ShouldBe(deployed.Snapshot);
        current.Definition.Description.ShouldBe("first");
        deployed.ShouldSatisfyAllConditions(
            () => deployed.IsLive.ShouldBeTrue(),
            () => deployed.Project.ShouldBe("support-desk"),
            () => deployed.DeployedBy.ShouldBe("ana@example.com"),
            () => deployed.DeployedAt.ShouldBe(room.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Deploying_the_live_snapshot_again_changes_nothing()
    {
        var first = (await DeployAsync("again")).Value;

        var second = (await DeployAsync("again")).Value;

        second.ShouldBe(first);
    }

    [Fact]
    public async Task Of_many_deployments_at_once_each_different_snapshot_is_deployed_and_one_is_live()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => DeployAsync($"racing {number % 4}")));

        var page = (await _deployments.ListAsync(Viewer, new PageRequest(Size: 500), Token)).Value;
        results.ShouldAllBe(result => result.Problem == null);
        page.Items.Count(deployment => deployment.IsLive).ShouldBe(1);
        page.Items.First(deployment => deployment.IsLive).ShouldBe(page.Items[0]);
        (await _deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(page.Items[0].Snapshot);
    }

    [Fact]
    public async Task Each_rollback_goes_one_snapshot_further_back()
    {
        var first = (await DeployAsync("one")).Value;
        var second = (await DeployAsync("two")).Value;
        var third = (await DeployAsync("three")).Value;

        var back = (await _deployments.RollbackAsync(Ana, new(null, "three is wrong"), Token)).Value;
        var further = (await _deployments.RollbackAsync(Ana, new(null, "two as well"), Token)).Value;

        back.Snapshot.ShouldBe(second.Snapshot);
        back.RolledBackFrom.ShouldBe(third.Snapshot);
        further.Snapshot.ShouldBe(first.Snapshot);
        (await _deployments.CurrentAsync(Token)).Value.Definition.Description.ShouldBe("one");
    }

    [Fact]
    public async Task A_rollback_never_goes_to_what_was_rolled_back_before()
    {
        var good = (await DeployAsync("good")).Value;
        await DeployAsync("bad");
        await _deployments.RollbackAsync(Ana, new(null, "bad is wrong"), Token);
        await DeployAsync("bad again");

        var back = (await _deployments.RollbackAsync(Ana, new(null, "wrong too"), Token)).Value;

        back.Snapshot.ShouldBe(good.Snapshot);
    }

    [Fact]
    public async Task A_snapshot_can_be_made_live_again_by_its_hash()
    {
        var first = (await DeployAsync("by hash 1")).Value;
        await DeployAsync("by hash 2");

        var back = (await _deployments.RollbackAsync(Ana, new(first.Snapshot, ""), Token)).Value;

        back.Snapshot.ShouldBe(first.Snapshot);
        back.IsLive.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_rolled_back_when_another_snapshot_went_live_meanwhile()
    {
        var first = (await DeployAsync("seen")).Value;
        var second = (await DeployAsync("shown as live")).Value;
        var third = (await DeployAsync("deployed meanwhile")).Value;

        var refused = await _deployments.RollbackAsync(Ana, new(first.Snapshot, "too late", Live: second.Snapshot), Token);

        refused.Problem!.Code.ShouldBe("project.other-is-live");
        (await _deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(third.Snapshot);
        (await _deployments.RollbackAsync(Ana, new(first.Snapshot, "in time", Live: third.Snapshot), Token)).Value.Snapshot.ShouldBe(first.Snapshot);
    }

    [Fact]
    public async Task A_deployment_is_found_with_the_one_before_it()
    {
        var first = (await DeployAsync("before")).Value;
        var second = (await DeployAsync("after")).Value;

        var step = (await _deployments.GetAsync(Viewer, second.Id, Token)).Value;

        step.Deployment.ShouldBe(second);
        step.Before!.Id.ShouldBe(first.Id);
        (await _deployments.GetAsync(Viewer, Guid.Empty, Token)).Problem!.Code.ShouldBe("project.no-such-deployment");
        (await _deployments.GetAsync(Actor.Anonymous, second.Id, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task A_hash_that_nobody_stored_is_not_found()
    {
        await DeployAsync("some");

        (await _deployments.RollbackAsync(Ana, new("sha256:0", ""), Token)).Problem!.Code.ShouldBe("project.no-snapshot");
        (await _deployments.GetSnapshotAsync("sha256:0", Token)).Problem!.Code.ShouldBe("project.no-snapshot");
        (await _deployments.GetFilesAsync(Reviewer, "sha256:0", Token)).Problem!.Code.ShouldBe("project.no-snapshot");
    }

    [Fact]
    public async Task Before_the_first_deployment_there_is_nothing_to_run_or_to_go_back_to()
    {
        (await _deployments.CurrentAsync(Token)).Problem!.Code.ShouldBe("project.no-deployment");
        (await _deployments.RollbackAsync(Ana, new(null, ""), Token)).Problem!.Code.ShouldBe("project.no-deployment");
    }

    [Fact]
    public async Task Another_process_reads_the_same_files_and_sees_a_deployment_within_a_second()
    {
        var other = room.Furnish();
        await DeployAsync("seen 1");
        (await other.CurrentAsync(Token)).Value.Definition.Description.ShouldBe("seen 1");
        var second = (await DeployAsync("seen 2")).Value;

        room.Time.Advance(TimeSpan.FromSeconds(1));

        (await other.CurrentAsync(Token)).Value.Definition.Description.ShouldBe("seen 2");
        var files = (await other.GetFilesAsync(Reviewer, second.Snapshot, Token)).Value;
        Projects.Hash(files).ShouldBe(second.Snapshot);
    }

    [Fact]
    public async Task Another_process_that_is_in_use_asks_ahead_what_is_live_and_one_that_is_not_does_not()
    {
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var other = room.Furnish(elsewhere);
        var (deployments, live) = (other.GetRequiredService<IDeployments>(), other.GetRequiredService<LivePointer>());
        await DeployAsync("ahead 1");
        (await deployments.CurrentAsync(Token)).Value.Definition.Description.ShouldBe("ahead 1");
        await DeployAsync("ahead 2");

        room.Time.Advance(live.Every);
        await live.AskAheadAsync(Token);

        (await deployments.CurrentAsync(Token)).Value.Definition.Description.ShouldBe("ahead 2", "half a second later");
        room.Time.Advance(IAskedAhead.InUse);
        await elsewhere.DisposeAsync();
        await Should.NotThrowAsync(() => live.AskAheadAsync(Token), "the database is closed, and nobody asks it");
    }

    [Fact]
    public async Task A_faulty_project_is_refused_with_all_its_faults()
    {
        var files = SampleProject.Edited(SampleProject.Main, "attempts: 2", "attempts: many");

        var problem = (await _deployments.DeployAsync(Ana, new(files, ""), Token)).Problem!;

        problem.Code.ShouldBe("project.faulty");
        problem.Details.ShouldBe(["lanekeeper.yaml:17:15: found `many`; expected a whole number from 1 to 10"]);
    }

    [Fact]
    public async Task A_project_that_names_the_servers_own_files_does_not_go_live()
    {
        var token = $"file:{room.DataFolder}/local-token";
        var main = SampleProject.TextOf(SampleProject.Main)
            .Replace("key: env:OPENAI_API_KEY", $"key: {token}", StringComparison.Ordinal)
            .Replace("${env:ORDERS_TOKEN}", $"${{{token}}}", StringComparison.Ordinal);

        var problem = (await _deployments.DeployAsync(Ana, new(SampleProject.With((SampleProject.Main, main)), ""), Token)).Problem!;

        problem.Code.ShouldBe("project.secret-of-server");
        problem.Details.ShouldBe(new[] { "the model fast", "the tool lookup_order" }
            .Select(user => $"The secret {token} cannot be used: the file is the server's own. Put the project's key into a file outside the server's data folder. It is named by {user}."));
        (await _deployments.CurrentAsync(Token)).Problem!.Code.ShouldBe("project.no-deployment");
    }

    [Fact]
    public async Task A_viewer_may_look_and_not_touch()
    {
        (await _deployments.DeployAsync(Viewer, new(SampleProject.Files, ""), Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await _deployments.RollbackAsync(Viewer, new(null, ""), Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await _deployments.ListAsync(Actor.Anonymous, PageRequest.First, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await _deployments.ListAsync(Viewer, PageRequest.First, Token)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_newest_first()
    {
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            made.Insert(0, (await DeployAsync($"paged {number}")).Value.Snapshot);
        }

        var first = (await _deployments.ListAsync(Viewer, new PageRequest(3), Token)).Value;
        var second = (await _deployments.ListAsync(Viewer, new PageRequest(2, first.Next), Token)).Value;

        first.Items.Concat(second.Items).Select(deployment => deployment.Snapshot).ShouldBe(made);
    }

    [Fact]
    public async Task Deployments_cannot_be_rewritten()
    {
        await DeployAsync("for ever");

        var change = () => room.Database.ExecuteAsync("update project.deployment set note = 'other'", null, Token);

        (await change.ShouldThrowAsync<Exception>()).Message.ShouldContain("append-only");
    }

    [Fact]
    public async Task Every_statement_of_this_room_is_understood_by_postgres() =>
        (await SqlCheck.PrepareAllAsync(room.Database, typeof(Projects).Assembly, Token)).ShouldContain("DeploymentStore.Add");

    private Task<Result<Deployment>> DeployAsync(string description)
    {
        var main = SampleProject.TextOf(SampleProject.Main).Replace("Answers mail.", description, StringComparison.Ordinal);
        return _deployments.DeployAsync(Ana, new(SampleProject.With((SampleProject.Main, main)), "a note"), Token);
    }
}
