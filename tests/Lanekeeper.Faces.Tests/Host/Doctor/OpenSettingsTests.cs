using System.Runtime.Versioning;
using Lanekeeper.Faces.Tests.Product;
using Lanekeeper.Host.Doctor;

namespace Lanekeeper.Faces.Tests.Host.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class OpenSettingsTests : IDisposable
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Enter = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("database_url: postgres://lane:hunter2@db/lane")]
    [InlineData("database_url: 'Host=db;Username=lane;Password=hunter2;Database=lane'")]
    [InlineData("database_url: postgres://lane@db/lane?password=hunter2")]
    [InlineData("oidc_client_secret: hunter2")]
    public void A_password_that_others_may_read_is_told_and_not_repeated(string line)
    {
        var found = Look(line, Ours | UnixFileMode.OtherRead).ShouldNotBeNull();

        (found.What, found.State).ShouldBe(("settings", Health.Note));
        found.Words.ShouldEndWith("server.yaml holds a password, and others on this machine may read it: chmod 600 it");
    }

    [Theory]
    [InlineData("database_url: postgres://lane:hunter2@db/lane", Ours, Enter)]
    [InlineData("database_url: postgres://lane:hunter2@db/lane", Ours | UnixFileMode.GroupRead, Enter)]
    [InlineData("database_url: postgres://lane:hunter2@db/lane", Ours | UnixFileMode.OtherRead, Enter & ~UnixFileMode.OtherExecute)]
    [InlineData("database_url: postgres://lane@db/lane", Ours | UnixFileMode.OtherRead, Enter)]
    [InlineData("oidc_client_secret: file:/etc/lanekeeper/secret", Ours | UnixFileMode.OtherRead, Enter)]
    [InlineData("urls: http://127.0.0.1:1", Ours | UnixFileMode.OtherRead, Enter)]
    public void What_others_cannot_read_or_holds_no_password_is_not_told(string line, UnixFileMode file, UnixFileMode folder) =>
        Look(line, file, folder).ShouldBeNull();

    [Fact]
    public void Where_there_are_no_settings_there_is_nothing_to_tell() => OpenSettings.Look(_folder.Path).ShouldBeNull();

    private Finding? Look(string line, UnixFileMode file, UnixFileMode folder = Enter)
    {
        var path = _folder.Sub("server.yaml");
        File.WriteAllText(path, line);
        File.SetUnixFileMode(path, file);
        File.SetUnixFileMode(_folder.Path, folder);
        return OpenSettings.Look(_folder.Path);
    }
}
