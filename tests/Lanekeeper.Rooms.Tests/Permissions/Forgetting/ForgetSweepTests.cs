using Lanekeeper.Permissions.Forgetting;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Permissions.Forgetting;

public sealed class ForgetSweepTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_long_over_is_forgotten_and_nothing_that_works()
    {
        var (bo, gone) = (await room.PersonAsync(Role.Viewer), await room.MemberAsync(Role.Viewer));
        var (working, revoked) = (await room.KeyAsync(bo), await room.KeyAsync(bo));
        await room.Accounts.RevokeKeyAsync(PermissionsFixture.Admin, revoked.Id, Token);
        await room.OpenAsync(bo);
        await room.OpenAsync(gone);
        await room.SignIn.WithPasswordAsync(new("nobody@example.com", "wrong wrong wrong"), PermissionsFixture.Visitor(), Token);
        await SweepAsync();
        (await CountAsync("session"), await CountAsync("link"), await CountAsync("key"), await CountAsync("attempt")).ShouldBe((3, 3, 2, 2));

        room.Time.Advance(TimeSpan.FromDays(100));
        await SweepAsync();
        (await CountAsync("session"), await CountAsync("link"), await CountAsync("key"), await CountAsync("attempt")).ShouldBe((3, 0, 1, 0));

        room.Time.Advance(TimeSpan.FromDays(80));
        var now = await room.OpenAsync(bo);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync();

        (await CountAsync("session")).ShouldBe(2, "the last one of each");
        (await room.SignIn.AuthenticateAsync(now.Cookie, Token)).Problem.ShouldBeNull();
        (await room.Accounts.AuthenticateAsync(working.Secret, Token)).Problem.ShouldBeNull();
        (await room.People.FindAsync(PermissionsFixture.Admin, gone.Id, Token)).Value.LastSeenAt.ShouldNotBeNull();
        (await room.Accounts.ListKeysAsync(PermissionsFixture.Admin, bo.Id, Token)).Value.Items.ShouldHaveSingleItem().Id.ShouldBe(working.Id);
    }

    private async Task SweepAsync() => await room.AnotherRoom(room.Database).GetRequiredService<ForgetSweep>().ForgetAsync(Token);

    private async Task<int> CountAsync(string table) => await room.Database.FindAsync<int>($"select count(*)::int from permissions.{table}", null, Token);
}
