using System.Runtime.Versioning;
using Lanekeeper.Faces.Tests.Product;
using Lanekeeper.Host.Serving;

namespace Lanekeeper.Faces.Tests.Host.Serving;

[UnsupportedOSPlatform("windows")]
public sealed class FolderLockTests : IDisposable
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_data_folder_is_nobody_elses_and_the_folders_above_it_are_as_usual()
    {
        using var taken = FolderLock.Take(_folder.Sub("above/data")).Value;

        File.GetUnixFileMode(_folder.Sub("above/data")).ShouldBe(Ours);
        File.GetUnixFileMode(_folder.Sub("above")).ShouldBe(File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public void A_data_folder_that_is_there_stays_as_its_owner_made_it()
    {
        const UnixFileMode Wider = Ours | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(_folder.Sub("data"), Wider);

        using var taken = FolderLock.Take(_folder.Sub("data")).Value;

        File.GetUnixFileMode(_folder.Sub("data")).ShouldBe(Wider);
    }

    [Fact]
    public void Where_a_server_listens_is_said_to_nobody_else_whatever_lay_there_before()
    {
        var data = Directory.CreateDirectory(_folder.Sub("data")).FullName;
        File.WriteAllText(Path.Combine(data, "server.json.part"), "left by a server that was killed, and longer than what is written now, so that an end of it would show");

        new LocalServer("http://127.0.0.1:1", Environment.ProcessId).Announce(data);

        File.GetUnixFileMode(Path.Combine(data, "server.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        LocalServer.Find(data).ShouldBe(new("http://127.0.0.1:1", Environment.ProcessId));
    }
}
