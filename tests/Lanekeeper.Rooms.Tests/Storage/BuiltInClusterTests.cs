using System.Diagnostics;
using System.Runtime.Versioning;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Clustering;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Storage;

/// <summary>The real thing, with durability on, in folders of its own.</summary>
public sealed class BuiltInClusterTests(MadeCluster made) : IClassFixture<MadeCluster>, IAsyncLifetime
{
    private readonly string _folder = TestCluster.NewFolder();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Where there is no PostgreSQL these tests are skipped as all that need one.
    public async ValueTask InitializeAsync() => await (await TestDatabase.CreateEmptyAsync()).DisposeAsync();

    public async ValueTask DisposeAsync() => await TestCluster.TakeAwayAsync(_folder);

    [Fact]
    public async Task It_starts_where_nothing_is_and_leaves_no_process_behind()
    {
        int pid;
        IReadOnlyList<Postmaster> family;
        await using (var start = Make())
        {
            var database = await start.OpenAsync(Token);
            pid = start.Cluster!.ProcessId;
            family = new Postmaster(pid).Children();

            (await SettingAsync(database, "fsync")).ShouldBe("on");
            (await SettingAsync(database, "data_checksums")).ShouldBe("on");
            (await SettingAsync(database, "listen_addresses")).ShouldBe("");
            (await SettingAsync(database, "server_encoding")).ShouldBe("UTF8");
            (await database.FindAsync<string>("select lower('ÅSE') || current_database()", null, Token)).ShouldBe("åselanekeeper");
            family.Count.ShouldBeGreaterThan(3);
        }

        family.Append(new Postmaster(pid)).ShouldAllBe(one => !one.IsAlive);
    }

    [Fact]
    public async Task After_the_program_was_killed_the_next_one_finds_the_server_running()
    {
        var killed = await LeaveRunningAsync();

        await using var start = Make();
        var database = await start.OpenAsync(Token);

        start.Cluster!.ProcessId.ShouldBe(killed);
        (await database.FindAsync<int>("select count(*) from kept", null, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task After_both_were_killed_the_next_one_recovers_every_row()
    {
        var killed = await LeaveRunningAsync();
        Kill(killed);

        await using var start = Make();
        var database = await start.OpenAsync(Token);

        start.Cluster!.ProcessId.ShouldNotBe(killed);
        (await database.FindAsync<int>("select count(*) from kept", null, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_dies_is_brought_back_and_has_lost_nothing_it_promised()
    {
        await made.CopyToAsync(_folder);
        var back = new Signal();
        await using var cluster = await BuiltInCluster.StartAsync(new StorageOptions { DataFolder = _folder }, TimeProvider.System, new Ear("PostgreSQL is back", back), Token);
        await using var before = cluster.Open("postgres", 2);
        await before.ExecuteAsync("create table kept (id int)", null, Token);
        foreach (var id in Enumerable.Range(0, 50))
        {
            await before.ExecuteAsync("insert into kept values (@id)", new { id }, Token);
        }

        Kill(cluster.ProcessId);
        await back.WaitAsync(Token);

        await using var after = cluster.Open("postgres", 2);
        (await after.FindAsync<int>("select count(*) from kept", null, Token)).ShouldBe(50);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_may_look_around_in_a_new_data_folder()
    {
        await using var start = Make();
        await start.OpenAsync(Token);

        const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.GetUnixFileMode(_folder).ShouldBe(Environment.IsPrivilegedProcess ? Ours | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : Ours);
    }

    [Fact]
    public async Task An_ordinary_user_needs_nothing_of_root()
    {
        var program = typeof(BuiltInClusterTests).Assembly.Location;
        string[] nobody = ["setpriv", "--reuid=nobody", "--clear-groups", "--"];
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        if (!Environment.IsPrivilegedProcess || (await Programs.RunAsync([.. nobody, "sh", "-c", "test -r \"$1\" && \"$0\" --list-runtimes", dotnet, program], Token)).Code != 0)
        {
            Assert.Skip("This already runs as an ordinary user, or user nobody cannot read the build.");
        }

        string[] test = ["-method", $"{typeof(BuiltInClusterTests).FullName}.{nameof(It_starts_where_nothing_is_and_leaves_no_process_behind)}"];
        var (code, output) = await Programs.RunAsync([.. nobody, dotnet, program, .. test], Token);

        code.ShouldBe(0, output);
        output.ShouldContain("Total: 1, Errors: 0, Failed: 0, Skipped: 0");
    }

    [Fact]
    public async Task While_it_is_away_a_call_fails_as_unavailable()
    {
        await made.CopyToAsync(_folder);
        await using var start = Make();
        var database = await start.OpenAsync(Token);
        await start.Cluster!.StopAsync(Token);

        var failure = await Should.ThrowAsync<Exception>(() => database.FindAsync<int>("select 1", null, Token));

        DatabaseFailure.IsUnavailable(failure).ShouldBeTrue(failure.ToString());
        (await database.AnswersAsync(Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stale_pid_file_does_not_matter_whoever_has_that_number_now()
    {
        await made.CopyToAsync(_folder);

        // Nobody; the first process of the machine; a live one of our own that is no server.
        foreach (var number in new[] { 4_000_000, 1, Environment.ProcessId })
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data", "postmaster.pid"), $"{number}\n/elsewhere\n1\n5432\n", Token);
            await using var next = Make();
            (await (await next.OpenAsync(Token)).AnswersAsync(Token)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_is_told_who_has_it()
    {
        await made.CopyToAsync(_folder);
        await using var first = Make();
        await first.OpenAsync(Token);

        await using var second = Make();
        var failure = await Should.ThrowAsync<StorageException>(() => second.OpenAsync(Token));

        failure.Message.ShouldBe(
            $"The data folder {_folder} is in use by another Lanekeeper (process {Environment.ProcessId}). Stop that one, or give this one a folder of its own (--data).");
    }

    [Fact]
    public async Task An_initialisation_that_was_cut_short_is_done_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data.new", "PG_VERSION"), "15\n", Token);

        await using var start = Make();
        (await (await start.OpenAsync(Token)).AnswersAsync(Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_short_one_elsewhere()
    {
        var deep = Path.Combine(_folder, new string('d', 60), new string('e', 60));
        await using var start = Make(deep);
        var database = await start.OpenAsync(Token);

        start.Cluster!.SocketFolder.Length.ShouldBeLessThan(60);
        (await database.AnswersAsync(Token)).ShouldBeTrue();
        await start.DisposeAsync();
        Directory.Delete(start.Cluster.SocketFolder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_for_the_socket_that_somebody_else_put_there_is_refused_and_left_alone(bool isLink)
    {
        var deep = Path.Combine(_folder, new string('d', 60), new string('f', 60));
        var (socket, theirs) = (new ClusterFolder(deep).SocketFolder, _folder + "-theirs");
        Directory.CreateDirectory(theirs);
        if (isLink)
        {
            Directory.CreateSymbolicLink(socket, theirs);
        }
        else if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(socket);
            (await Programs.RunAsync(["chown", "nobody", socket], Token)).Code.ShouldBe(0);
        }
        else
        {
            Assert.Skip("Only root can make a folder that belongs to somebody else.");
        }

        var before = await OwnersAsync(socket, theirs);
        try
        {
            await using var start = Make(deep);
            var failure = await Should.ThrowAsync<StorageException>(() => start.OpenAsync(Token));

            failure.Message.ShouldStartWith($"PostgreSQL's socket would be in {socket}, and ");
            failure.Message.ShouldContain("--data");
            (await OwnersAsync(socket, theirs)).ShouldBe(before);
        }
        finally
        {
            Directory.Delete(socket);
            Directory.Delete(theirs);
        }
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused_with_advice()
    {
        await File.WriteAllTextAsync(_folder, "", Token);
        await using var start = Make(Path.Combine(_folder, "below"));

        var failure = await Should.ThrowAsync<StorageException>(() => start.OpenAsync(Token));
        File.Delete(_folder);

        failure.Message.ShouldStartWith($"The data folder {_folder}/below cannot be written:");
        failure.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_installed_are_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "postgres", "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data", "PG_VERSION"), "9\n", Token);
        await using var start = Make();

        var failure = await Should.ThrowAsync<StorageException>(() => start.OpenAsync(Token));

        failure.Message.ShouldStartWith("The data folder was made by PostgreSQL 9, and found: ");
        failure.Message.ShouldContain("apt-get install postgresql-9");
    }

    [Theory]
    [InlineData("FATAL:  could not write lock file \"postmaster.pid\": No space left on device", "is full, so PostgreSQL cannot start. Nothing is lost")]
    [InlineData("could not map anonymous shared memory: Cannot allocate memory", "not enough memory")]
    [InlineData("FATAL: could not open file: Permission denied", "must belong to the user")]
    [InlineData("FATAL: something new", "PostgreSQL did not start: FATAL: something new")]
    public void What_postgres_says_when_it_does_not_start_becomes_advice(string said, string advice) =>
        StartFailure.WordsFor(said, new ClusterFolder(_folder)).ShouldContain(advice);

    [Fact]
    public async Task An_outside_database_is_made_when_it_is_missing_and_used()
    {
        await using var server = await TestDatabase.CreateEmptyAsync();
        var url = server.Url.Replace("///t_", $"///made_{Environment.ProcessId}_", StringComparison.Ordinal);
        await using var start = new StorageStart(new StorageOptions { DataFolder = _folder, DatabaseUrl = url }, TimeProvider.System, NullLoggerFactory.Instance);

        var database = await start.OpenAsync(Token);

        start.Cluster.ShouldBeNull();
        (await database.FindAsync<string>("select current_database()", null, Token)).ShouldStartWith("made_");
        Directory.Exists(_folder).ShouldBeFalse();
    }

    [Fact]
    public async Task An_outside_database_that_is_away_is_named_without_its_password()
    {
        await using var start = new StorageStart(
            new StorageOptions { DataFolder = _folder, DatabaseUrl = "postgres://bo:hunter2@127.0.0.1:1/lane" }, TimeProvider.System, NullLoggerFactory.Instance);

        var failure = await Should.ThrowAsync<StorageException>(() => start.OpenAsync(Token));

        failure.Message.ShouldStartWith("The database 'lane' at 127.0.0.1 does not answer:");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task An_outside_database_that_can_only_be_read_is_refused_at_once()
    {
        await using var server = await TestDatabase.CreateEmptyAsync();
        var url = server.Url + "&options=" + Uri.EscapeDataString("-c default_transaction_read_only=on");
        await using var start = new StorageStart(new StorageOptions { DataFolder = _folder, DatabaseUrl = url }, TimeProvider.System, NullLoggerFactory.Instance);

        var failure = await Should.ThrowAsync<StorageException>(() => start.OpenAsync(Token));

        failure.Message.ShouldContain("can only be read");
    }

    private static Task<string?> SettingAsync(Database database, string name) =>
        database.FindAsync<string>("select current_setting(@name)", new { name }, Token);

    private static void Kill(int pid) => Process.GetProcessById(pid).Kill();

    private static async Task<string> OwnersAsync(params string[] paths) => (await Programs.RunAsync(["stat", "-c", "%U %A %n", .. paths], Token)).Output;

    private StorageStart Make(string? folder = null) =>
        new(new StorageOptions { DataFolder = folder ?? _folder }, TimeProvider.System, NullLoggerFactory.Instance);

    // As kill -9 does: the lock goes with the process, the server stays.
    private async Task<int> LeaveRunningAsync()
    {
        await made.CopyToAsync(_folder);
        var start = Make();
        var database = await start.OpenAsync(Token);
        await database.ExecuteAsync("create table kept (id int); insert into kept values (1)", null, Token);
        await database.DisposeAsync();
        await start.Cluster!.AbandonAsync();
        return start.Cluster.ProcessId;
    }

    /// <summary>Listens for one sentence in the log.</summary>
    private sealed class Ear(string sentence, Signal heard) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).StartsWith(sentence, StringComparison.Ordinal))
            {
                heard.Raise();
            }
        }
    }
}
