using Lanekeeper.Tools.Executing;
using Lanekeeper.Tools.Outbox;

namespace Lanekeeper.Rooms.Tests.Tools.Outbox;

public sealed class OutboxFilesTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lanekeeper-outbox-{Guid.CreateVersion7():N}");
    private readonly Guid _id = Guid.CreateVersion7();

    [Fact]
    public async Task A_mail_appears_whole_readable_for_its_owner_only_and_nothing_else_beside_it()
    {
        (await PutAsync("mail")).ShouldBeNull();

        Directory.GetFiles(_folder).ShouldBe([Eml]);
        File.ReadAllText(Eml).ShouldBe("mail");
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(Eml) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBeTrue();
    }

    [Fact]
    public async Task Once_taken_it_does_not_come_again()
    {
        await PutAsync("mail");
        File.Delete(Eml);

        (await PutAsync("mail")).ShouldBeNull();

        File.Exists(Eml).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_cut_off_before_it_was_marked_is_written_anew()
    {
        Directory.CreateDirectory(Work);
        File.WriteAllText(Path.Combine(Work, $"{_id}.done"), "");
        File.WriteAllText(Path.Combine(Work, $"{_id}.part"), "ma");

        (await PutAsync("mail")).ShouldBeNull();

        File.ReadAllText(Eml).ShouldBe("mail");
    }

    [Fact]
    public async Task What_was_cut_off_before_it_was_renamed_is_renamed()
    {
        Directory.CreateDirectory(Work);
        File.WriteAllText(Path.Combine(Work, $"{_id}.done"), "1");
        File.WriteAllText(Path.Combine(Work, $"{_id}.part"), "the first mail");

        (await PutAsync("another")).ShouldBeNull();

        File.ReadAllText(Eml).ShouldBe("the first mail");
        Directory.GetFiles(Work, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_finds_another_at_it_does_not_know()
    {
        Directory.CreateDirectory(Work);
        await using var other = new FileStream(Path.Combine(Work, $"{_id}.done"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        (await PutAsync("mail")).ShouldBeOfType<Execution.Elsewhere>().Problem.IsTransient.ShouldBeTrue();

        File.Exists(Eml).ShouldBeFalse();
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing_behind()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        Directory.CreateDirectory(Work);
        File.CreateSymbolicLink(Path.Combine(Work, $"{_id}.part"), "/dev/full");

        await Should.ThrowAsync<IOException>(() => PutAsync("mail"));

        Directory.GetFiles(Work, "*.part").ShouldBeEmpty();
        File.Exists(Eml).ShouldBeFalse();
        (await PutAsync("mail")).ShouldBeNull();
        File.ReadAllText(Eml).ShouldBe("mail");
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Work => Path.Combine(_folder, ".work");

    private string Eml => Path.Combine(_folder, $"{_id}.eml");

    private Task<Execution?> PutAsync(string content) => new OutboxFiles(new(_folder)).PutAsync(_id, System.Text.Encoding.UTF8.GetBytes(content));
}
