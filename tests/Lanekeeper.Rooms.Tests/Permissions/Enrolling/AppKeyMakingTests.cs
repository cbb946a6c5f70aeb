using Lanekeeper.Permissions;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Permissions.Enrolling;

public sealed class AppKeyMakingTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private static readonly Actor Admin = PermissionsFixture.Admin;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_keys_work_until_the_overlap_is_over()
    {
        var old = await room.AppKeyAsync("shop", room.Time.GetUtcNow() + TimeSpan.FromDays(90));

        var next = (await room.AppKeys.RotateAsync(Admin, old.Key.Id, TimeSpan.FromHours(24), Token)).Value;

        next.Key.ExpiresAt.ShouldBe(room.Time.GetUtcNow() + TimeSpan.FromDays(90), "it lives as long as the old one was meant to");
        (await WorksAsync(old), await WorksAsync(next)).ShouldBe((true, true));
        room.Time.Advance(TimeSpan.FromHours(24));
        (await WorksAsync(old), await WorksAsync(next)).ShouldBe((false, true));
    }

    [Fact]
    public async Task Rotation_never_lengthens_a_life_and_may_end_it_at_once()
    {
        var brief = await room.AppKeyAsync("shop", room.Time.GetUtcNow() + TimeSpan.FromHours(1));
        await room.AppKeys.RotateAsync(Admin, brief.Key.Id, AppKey.LongestOverlap, Token);
        room.Time.Advance(TimeSpan.FromHours(1));
        (await WorksAsync(brief)).ShouldBeFalse();

        var leaked = await room.AppKeyAsync();
        (await WorksAsync(leaked)).ShouldBeTrue();
        await room.AppKeys.RotateAsync(Admin, leaked.Key.Id, TimeSpan.Zero, Token);
        (await WorksAsync(leaked)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_is_rotated_once_however_many_try()
    {
        var old = await room.AppKeyAsync();

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.AppKeys.RotateAsync(Admin, old.Key.Id, AppKey.UsualOverlap, Token)));

        var made = tries.Where(one => one.Problem is null).ShouldHaveSingleItem().Value;
        tries.Where(one => one.Problem is not null).ShouldAllBe(one => one.Problem!.Message.Contains(made.Key.Id.ToString(), StringComparison.Ordinal));
        await room.AppKeys.RevokeAsync(Admin, made.Key.Id, Token);
        (await room.AppKeys.RotateAsync(Admin, made.Key.Id, AppKey.UsualOverlap, Token)).Problem!.Code.ShouldBe("permissions.app-key-not-live");
        (await room.AppKeys.RotateAsync(Admin, Guid.NewGuid(), AppKey.UsualOverlap, Token)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await room.AppKeys.RotateAsync(Admin, made.Key.Id, TimeSpan.FromDays(31), Token)).Problem!.Kind.ShouldBe(ProblemKind.Invalid);
    }

    [Fact]
    public async Task Of_many_who_make_keys_at_once_none_makes_one_too_many()
    {
        await using var own = await TestDatabase.CreateAsync(PermissionsRoom.Schema);
        var keys = (IAppKeys)room.AnotherRoom(own.Database).GetService(typeof(IAppKeys))!;
        await own.Database.ExecuteAsync(
            """
            insert into permissions.app_key (id, app, workflows, models, tools, secret_hash, made_by, created_at)
            select gen_random_uuid(), 'shop', '{shop}', '{}', '{}', sha256('x'), 'a test', now() from generate_series(1, 196)
            """,
            null,
            Token);

        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => keys.CreateAsync(Admin, new("shop", [], [], [], null), Token)));

        tries.Count(one => one.Problem is null).ShouldBe(4);
        tries.Where(one => one.Problem is not null).ShouldAllBe(one => one.Problem!.Code == "permissions.too-many-app-keys");
        var some = tries.First(one => one.Problem is null).Value.Key.Id;
        (await keys.RotateAsync(Admin, some, AppKey.UsualOverlap, Token)).Problem!.Code.ShouldBe("permissions.too-many-app-keys");
        await keys.RevokeAsync(Admin, some, Token);
        (await keys.CreateAsync(Admin, new("shop", [], [], [], null), Token)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Names_from_outside_are_bounded_and_the_refusal_says_what_is_wrong()
    {
        string[] many = [.. Enumerable.Range(0, 101).Select(number => $"w{number}")];
        AppKeyRequest[] wrong =
        [
            new(null!, null!, null!, null!, null), new("Shop", [], [], [], null), new(new('a', 64), [], [], [], null), new("shop\n", [], [], [], null),
            new("shop", ["a b"], [], [], null), new("shop", [null!], [], [], null), new("shop", many, [], [], null), new("shop", [], many, [], null),
            new("shop", [], [], ["\0"], null), new("shop", [], ["<script>"], [], null), new("shop", [], [], [], room.Time.GetUtcNow()),
            new("shop", [], [], [], DateTimeOffset.MaxValue),
        ];

        foreach (var request in wrong)
        {
            var problem = (await room.AppKeys.CreateAsync(Admin, request, Token)).Problem!;
            (problem.Code, problem.Details.Count).ShouldBe(("permissions.invalid-app-key", 0), "one fault is said once: " + problem.Message);
        }
    }

    [Fact]
    public async Task Only_operators_and_admins_have_to_do_with_keys_of_apps()
    {
        var key = await room.AppKeyAsync();
        foreach (var actor in new[] { Actor.Anonymous, PermissionsFixture.ActorOf(await room.PersonAsync(Role.Reviewer)), new(ActorKind.Key, key.Key.Id.ToString(), "shop", Role.None) })
        {
            (await room.AppKeys.CreateAsync(actor, new("shop", [], [], [], null), Token)).Problem.ShouldNotBeNull();
            (await room.AppKeys.RotateAsync(actor, key.Key.Id, TimeSpan.Zero, Token)).Problem.ShouldNotBeNull();
            (await room.AppKeys.RevokeAsync(actor, key.Key.Id, Token)).Problem.ShouldNotBeNull();
            (await room.AppKeys.ListAsync(actor, PageRequest.First, Token)).Problem.ShouldNotBeNull();
        }

        var @operator = await room.PersonAsync(Role.Operator);
        (await room.AppKeys.CreateAsync(PermissionsFixture.ActorOf(@operator), new("shop", [], [], [], null), Token)).Value.Key.MadeBy.ShouldBe(@operator.Email);
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_the_newest_first()
    {
        for (var i = 0; i < 3; i++)
        {
            await room.AppKeyAsync();
        }

        var seen = new List<Guid>();
        var after = default(string);
        do
        {
            var page = (await room.AppKeys.ListAsync(Admin, new(2, after), Token)).Value;
            seen.AddRange(page.Items.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        seen.ShouldBeUnique();
        seen.Count.ShouldBe(await room.Database.FindAsync<int>("select count(*)::int from permissions.app_key", null, Token));
    }

    private async Task<bool> WorksAsync(NewAppKey key) => (await room.AppKeys.AuthenticateAsync(key.Secret, Token)).Problem is null;
}
