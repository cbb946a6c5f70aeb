using Lanekeeper.Permissions;
using Lanekeeper.Permissions.Authenticating;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.Authenticating;

public sealed class AppKeyTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_stands_for_its_app_and_holds_it_to_its_scope()
    {
        var request = new AppKeyRequest("shop", ["support", "refunds", "support"], ["fast"], ["lookup"], null);
        var made = (await room.AppKeys.CreateAsync(PermissionsFixture.Admin, request, Token)).Value;

        var key = (await room.AppKeys.AuthenticateAsync(made.Secret, Token)).Value;

        key.Actor.ShouldBe(new(ActorKind.Key, made.Key.Id.ToString(), "shop", Role.None));
        (key.MayUseModel("fast"), key.MayUseModel("slow"), key.MayUseTool("lookup"), key.MayUseTool("pay")).ShouldBe((true, false, true, false));
        (key.WorkflowFor(null).Value, key.WorkflowFor("").Value, key.WorkflowFor("refunds").Value).ShouldBe(("support", "support", "refunds"));
        key.WorkflowFor("payroll").Problem!.Message.ShouldEndWith("'payroll'; it may use: support, refunds.");
    }

    [Fact]
    public async Task A_key_for_nothing_in_particular_has_the_workflow_of_its_app_and_every_model()
    {
        var key = (await room.AppKeys.AuthenticateAsync((await room.AppKeyAsync("desk")).Secret, Token)).Value;

        key.Workflows.ShouldBe(["desk"]);
        (key.MayUseModel("any"), key.MayUseTool("any")).ShouldBe((true, true));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_key_the_answer_is_the_same_unless_none_was_sent()
    {
        var (key, other, revoked) = (await room.AppKeyAsync(), await room.AppKeyAsync(), await room.AppKeyAsync());
        await room.AppKeys.RevokeAsync(PermissionsFixture.Admin, revoked.Key.Id, Token);
        var expired = await room.AppKeyAsync(expiresAt: room.Time.GetUtcNow() + Day);
        room.Time.Advance(Day);
        string[] wrong =
        [
            "lk_", "Bearer x", new('x', 1_000_000), key.Secret[..^1], key.Secret + "x", key.Secret[..36] + other.Secret[36..], $"lk_{Guid.Empty:N}_{key.Secret[36..]}",
            revoked.Secret, expired.Secret[..36] + key.Secret[36..],
        ];

        foreach (var credential in wrong)
        {
            (await room.AppKeys.AuthenticateAsync(credential, Token)).Problem.ShouldBe(AppKeyProblems.Unknown());
        }

        (await room.AppKeys.AuthenticateAsync("", Token)).Problem.ShouldBe(AppKeyProblems.Missing());
    }

    [Fact]
    public async Task A_key_ends_in_the_moment_it_expires_and_says_so_to_its_holder()
    {
        var end = room.Time.GetUtcNow() + Day;
        var key = await room.AppKeyAsync("shop", end);
        room.Time.Advance(Day - TimeSpan.FromSeconds(1));
        (await room.AppKeys.AuthenticateAsync(key.Secret, Token)).Problem.ShouldBeNull();

        room.Time.Advance(TimeSpan.FromSeconds(1));

        (await room.AppKeys.AuthenticateAsync(key.Secret, Token)).Problem.ShouldBe(AppKeyProblems.Expired("shop", end), "though it was believed a second ago");
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_here_and_within_seconds_elsewhere()
    {
        var key = await room.AppKeyAsync();
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var another = room.AnotherRoom(elsewhere).GetRequiredService<IAppKeys>();
        (await another.AuthenticateAsync(key.Secret, Token)).Problem.ShouldBeNull();

        (await room.AppKeys.RevokeAsync(PermissionsFixture.Admin, key.Key.Id, Token)).Value.State.ShouldBe(AppKeyState.Revoked);

        (await room.AppKeys.AuthenticateAsync(key.Secret, Token)).Problem.ShouldBe(AppKeyProblems.Unknown());
        room.Time.Advance(TimeSpan.FromSeconds(2));
        (await another.AuthenticateAsync(key.Secret, Token)).Problem.ShouldBe(AppKeyProblems.Unknown());
    }

    [Fact]
    public async Task Keys_of_persons_and_of_apps_do_not_open_each_others_doors()
    {
        var (person, app) = (await room.KeyAsync(await room.PersonAsync(Role.Admin)), await room.AppKeyAsync());

        (await room.AppKeys.AuthenticateAsync(person.Secret, Token)).Problem!.Message.ShouldContain("`lanekeeper keys create APP`");

        var actor = (await room.Accounts.AuthenticateAsync(app.Secret, Token)).Value;
        actor.Role.ShouldBe(Role.None);
        (await room.Accounts.ListAsync(actor, Token)).Problem!.Code.ShouldBe("permissions.is-app-key");
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_written_once_a_minute()
    {
        var key = await room.AppKeyAsync();
        var first = room.Time.GetUtcNow();
        foreach (var (wait, expected) in new[] { (0, 0), (30, 0), (31, 61) })
        {
            room.Time.Advance(TimeSpan.FromSeconds(wait));
            await room.AppKeys.AuthenticateAsync(key.Secret, Token);
            var rows = (await room.AppKeys.ListAsync(PermissionsFixture.Admin, PageRequest.First, Token)).Value.Items;
            rows.Single(row => row.Id == key.Key.Id).LastUsedAt.ShouldBe(first + TimeSpan.FromSeconds(expected));
        }
    }

    [Fact]
    public async Task Keys_in_use_are_asked_ahead_so_that_one_revoked_elsewhere_ends_and_the_others_wait_for_nothing()
    {
        var (kept, revoked) = (await room.AppKeyAsync(), await room.AppKeyAsync());
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var another = room.AnotherRoom(elsewhere);
        var (keys, ahead) = (another.GetRequiredService<IAppKeys>(), another.GetRequiredService<AppKeyAuthenticator>());
        (await keys.AuthenticateAsync(kept.Secret, Token)).Problem.ShouldBeNull();
        (await keys.AuthenticateAsync(revoked.Secret, Token)).Problem.ShouldBeNull();
        await room.AppKeys.RevokeAsync(PermissionsFixture.Admin, revoked.Key.Id, Token);

        room.Time.Advance(ahead.Every);
        await ahead.AskAheadAsync(Token);

        (await keys.AuthenticateAsync(revoked.Secret, Token)).Problem.ShouldBe(AppKeyProblems.Unknown());
        room.Time.Advance(ahead.Every);
        await elsewhere.DisposeAsync();
        (await keys.AuthenticateAsync(kept.Secret, Token)).Problem.ShouldBeNull("the database, which is closed, was asked a second ago");
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_written_ahead_as_it_was_and_not_as_it_is()
    {
        var (key, other) = (await room.AppKeyAsync(), await room.AppKeyAsync());
        await using var elsewhere = room.TestDatabase.OpenAnother();
        var another = room.AnotherRoom(elsewhere);
        var (keys, ahead) = (another.GetRequiredService<IAppKeys>(), another.GetRequiredService<AppKeyAuthenticator>());
        await keys.AuthenticateAsync(key.Secret, Token);
        room.Time.Advance(AppKeyAuthenticator.BetweenTouches);
        await ahead.AskAheadAsync(Token);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await keys.AuthenticateAsync(key.Secret, Token);
        var last = room.Time.GetUtcNow();

        for (var second = 0; second < 90; second += 30)
        {
            room.Time.Advance(TimeSpan.FromSeconds(30));
            await ahead.AskAheadAsync(Token);
            (await keys.AuthenticateAsync(key.Secret[..36] + other.Secret[36..], Token)).Problem.ShouldBe(AppKeyProblems.Unknown(), "a guess, and no use");
        }

        (await room.AppKeys.FindAsync(PermissionsFixture.Admin, key.Key.Id, Token)).Value.LastUsedAt.ShouldBe(last);
    }

    [Fact]
    public async Task The_database_never_holds_a_secret()
    {
        var key = await room.AppKeyAsync();

        var rows = await room.Database.QueryAsync<string>("select app_key::text from permissions.app_key", null, Token);

        var secret = key.Secret[36..];
        rows.ShouldAllBe(row => !row.Contains(secret, StringComparison.Ordinal));
    }
}
