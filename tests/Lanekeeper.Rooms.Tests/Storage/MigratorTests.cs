using Lanekeeper.Storage;
using Lanekeeper.Storage.Migrating;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class MigratorTests : IAsyncLifetime
{
    private static readonly MigrationFile Pets = MigrationFile.Make("zoo", "0001_pets.sql", "create schema zoo; create table zoo.pet (name text); insert into zoo.pet values ('a;b');");
    private static readonly MigrationFile Age = MigrationFile.Make("zoo", "0002_age.sql", "alter table zoo.pet add age int;");

    private TestDatabase _test = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateEmptyAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Files_are_applied_once_in_their_order()
    {
        (await MigrateAsync(Pets, Age)).ShouldBe(2);
        (await MigrateAsync(Pets, Age)).ShouldBe(0);

        (await _test.Database.QueryAsync<(string, int?)>("select name, age from zoo.pet", null, Token)).ShouldBe([("a;b", null)]);
    }

    [Fact]
    public async Task Rooms_bring_their_files_in_their_assemblies_and_this_room_comes_first()
    {
        var migrator = new Migrator(_test.Database, Array.Empty<RoomSchema>(), TimeProvider.System, NullLogger<Migrator>.Instance);

        (await migrator.MigrateAsync(Token)).ShouldBeGreaterThan(0);

        (await _test.Database.FindAsync<string>("select file from storage.migration where room = 'storage' order by file", null, Token)).ShouldBe("0001_outbox.sql");
    }

    [Fact]
    public async Task Of_eight_at_once_one_does_the_work_and_all_end_well()
    {
        var others = Enumerable.Range(0, 8).Select(_ => _test.OpenAnother()).ToList();
        var index = MigrationFile.Make("zoo", "0003_index.sql", "-- no transaction: it would lock the table\ncreate index concurrently pet_name on zoo.pet (name);\nanalyze zoo.pet;");

        var applied = await Task.WhenAll(others.Select(other => Make(other, Pets, Age, index).MigrateAsync(Token)));

        applied.Order().ShouldBe([0, 0, 0, 0, 0, 0, 0, 3]);
        await Task.WhenAll(others.Select(other => other.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_changed_file_stops_the_start_and_is_named()
    {
        await MigrateAsync(Pets, Age);

        var failure = await Should.ThrowAsync<StorageException>(() => MigrateAsync(Pets, MigrationFile.Make("zoo", Age.Name, Age.Sql + " ")));

        failure.Message.ShouldStartWith("Room zoo: 0002_age.sql was changed after it had been applied");
    }

    [Fact]
    public async Task Other_line_ends_are_no_change()
    {
        await MigrateAsync(MigrationFile.Make("zoo", "0001_pets.sql", "create schema zoo;\n-- end\n"));

        (await MigrateAsync(MigrationFile.Make("zoo", "0001_pets.sql", "create schema zoo;\r\n-- end\r\n"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_file_stops_the_start_and_is_named()
    {
        await MigrateAsync(Pets, Age);

        var failure = await Should.ThrowAsync<StorageException>(() => MigrateAsync(Pets));

        failure.Message.ShouldStartWith("Room zoo: 0002_age.sql was applied to this database, and this program does not have it.");
    }

    [Fact]
    public async Task A_room_that_only_a_newer_program_has_stops_the_start_and_is_named()
    {
        await MigrateAsync(Pets, MigrationFile.Make("aquarium", "0001_fish.sql", "create schema aquarium;"));

        var failure = await Should.ThrowAsync<StorageException>(() => MigrateAsync(Pets));

        failure.Message.ShouldStartWith("Room aquarium: 0001_fish.sql was applied to this database, and this program does not have it.");
    }

    [Fact]
    public async Task A_user_without_rights_is_told_which_ones_it_needs()
    {
        var user = $"guest_{Environment.ProcessId}";
        await _test.Database.ExecuteAsync($"create role {user} login", null, Token);
        await using var guest = StorageStart.Open(_test.Url.Replace("user=lanekeeper", "options=" + Uri.EscapeDataString($"-c role={user}") + "&user=lanekeeper", StringComparison.Ordinal), TimeProvider.System);

        var onEmpty = await Should.ThrowAsync<StorageException>(() => Make(guest, Pets).MigrateAsync(Token));
        await MigrateAsync(Pets);
        var onFull = await Should.ThrowAsync<StorageException>(() => Make(guest, Pets).MigrateAsync(Token));

        await _test.Database.ExecuteAsync($"drop role {user}", null, Token);
        onEmpty.Message.ShouldBe(
            $"The database's user may not do what is needed: permission denied for database {await NameAsync()} (42501). Let it own the database, and all that is in it; every process uses the same user.");
        onFull.Message.ShouldContain("permission denied for schema storage (42501). Let it own the database");
    }

    [Fact]
    public async Task A_file_numbered_before_an_applied_one_is_refused()
    {
        await MigrateAsync(Pets, MigrationFile.Make("zoo", "0003_later.sql", "select 1;"));

        var failure = await Should.ThrowAsync<StorageException>(() => MigrateAsync(Pets, Age, MigrationFile.Make("zoo", "0003_later.sql", "select 1;")));

        failure.Message.ShouldBe("Room zoo: 0002_age.sql comes before 0003_later.sql, which is already applied. Give it the next number.");
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind_and_can_be_mended()
    {
        var broken = MigrationFile.Make("zoo", Age.Name, "alter table zoo.pet add age int; alter table zoo.pte add oops int;");

        var failure = await Should.ThrowAsync<StorageException>(() => MigrateAsync(Pets, broken));

        failure.Message.ShouldContain("Room zoo: PostgreSQL refused 0002_age.sql: relation \"zoo.pte\" does not exist");
        (await MigrateAsync(Pets, Age)).ShouldBe(1);
    }

    [Fact]
    public void A_file_with_an_odd_name_is_refused() =>
        Should.Throw<StorageException>(() => MigrationFile.Make("zoo", "1_pets.sql", "")).Message.ShouldContain("must be named like 0001_what_it_makes.sql");

    private Task<string?> NameAsync() => _test.Database.FindAsync<string>("select current_database()", null, Token);

    private static Migrator Make(Database database, params MigrationFile[] files) =>
        new(database, files, TimeProvider.System, NullLogger<Migrator>.Instance);

    private Task<int> MigrateAsync(params MigrationFile[] files) => Make(_test.Database, files).MigrateAsync(Token);
}
