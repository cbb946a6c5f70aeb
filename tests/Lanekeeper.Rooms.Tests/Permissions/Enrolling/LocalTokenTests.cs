using System.Runtime.Versioning;

namespace Lanekeeper.Rooms.Tests.Permissions.Enrolling;

[UnsupportedOSPlatform("windows")]
public sealed class LocalTokenTests(PermissionsFixture room) : IClassFixture<PermissionsFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lanekeeper-token-");

    private string Token => Path.Combine(_folder.FullName, "token");

    [Fact]
    public async Task The_first_start_makes_an_admin_and_a_token_that_only_this_user_can_read()
    {
        await EnsureAsync();

        var actor = (await AuthenticateAsync()).Value;
        actor.Role.ShouldBe(Role.Admin);
        actor.Kind.ShouldBe(ActorKind.Person);
        File.GetUnixFileMode(Token).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.GetFiles().Length.ShouldBe(1, "nothing half written stays behind");
    }

    [Fact]
    public async Task A_token_that_stands_is_left_alone()
    {
        await EnsureAsync();
        var before = await File.ReadAllTextAsync(Token, TestContext.Current.CancellationToken);

        await EnsureAsync();

        (await File.ReadAllTextAsync(Token, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("changed")]
    [InlineData("huge")]
    [InlineData("readable by others")]
    public async Task A_token_that_does_not_stand_is_replaced_and_the_old_one_revoked(string what)
    {
        await EnsureAsync();
        var before = (await File.ReadAllTextAsync(Token, TestContext.Current.CancellationToken)).Trim();
        await SpoilAsync(what);

        await EnsureAsync();

        (await AuthenticateAsync()).Value.Role.ShouldBe(Role.Admin);
        room.Time.Advance(TimeSpan.FromSeconds(3));
        (await room.Accounts.AuthenticateAsync(before, CancellationToken.None)).Problem.ShouldNotBeNull();
        File.GetUnixFileMode(Token).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_gives_a_clear_problem()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var answer = await room.Accounts.EnsureLocalTokenAsync(Path.Combine(file, "token"), CancellationToken.None);

        answer.Problem?.Code.ShouldBe("permissions.token-file");
        answer.Problem!.Message.ShouldContain(file);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task EnsureAsync() => (await room.Accounts.EnsureLocalTokenAsync(Token, CancellationToken.None)).Problem.ShouldBeNull();

    private async Task<Result<Actor>> AuthenticateAsync() =>
        await room.Accounts.AuthenticateAsync((await File.ReadAllTextAsync(Token)).Trim(), CancellationToken.None);

    private async Task SpoilAsync(string what)
    {
        switch (what)
        {
            case "lost":
                File.Delete(Token);
                break;
            case "changed":
                var text = await File.ReadAllTextAsync(Token);
                await File.WriteAllTextAsync(Token, text[..50] + (text[50] == 'A' ? 'B' : 'A') + text[51..]);
                break;
            case "huge":
                await File.WriteAllTextAsync(Token, new string('x', 100_000));
                break;
            default:
                File.SetUnixFileMode(Token, File.GetUnixFileMode(Token) | UnixFileMode.GroupRead);
                break;
        }
    }
}
