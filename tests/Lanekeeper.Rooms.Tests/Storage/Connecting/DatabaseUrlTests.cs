using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Connecting;

namespace Lanekeeper.Rooms.Tests.Storage.Connecting;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://bo:pa%40ss%2Fw%3Ard@db.example.com:5433/lane?sslmode=require", "db.example.com|5433|bo|pa@ss/w:rd|lane|Require")]
    [InlineData("postgresql://db.example.com", "db.example.com|5432||||Prefer")]
    [InlineData("postgres://bo@[::1]:6000/lane", "::1|6000|bo||lane|Prefer")]
    [InlineData("postgres:///lane?host=/var/run/postgresql&user=bo", "/var/run/postgresql|5432|bo||lane|Prefer")]
    [InlineData("postgres://bo@%2Fvar%2Frun%2Fpg/lane", "/var/run/pg|5432|bo||lane|Prefer")]
    [InlineData("postgres://bo:x@a:5433,b:5434/lane?target_session_attrs=primary", "a:5433,b:5434|5432|bo|x|lane|Prefer")]
    [InlineData("POSTGRES://bo@host/la%20ne?application_name=us&sslmode=verify-full", "host|5432|bo||la ne|VerifyFull")]
    [InlineData("postgres://bo:a@b@host/lane", "host|5432|bo|a@b|lane|Prefer")]
    [InlineData("Host=db;Username=bo;Password=x;Database=lane;Ssl Mode=Disable", "db|5432|bo|x|lane|Disable")]
    public void It_is_read_as_psql_reads_it(string given, string expected)
    {
        var read = ConnectionSettings.Read(given);

        $"{read.Host}|{read.Port}|{read.Username}|{read.Password}|{read.Database}|{read.SslMode}".ShouldBe(expected);
    }

    [Fact]
    public void Whatever_is_encoded_comes_back() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(NonEmptyString, NonEmptyString, NonEmptyString)>(),
            ((NonEmptyString User, NonEmptyString Password, NonEmptyString Database) given) =>
            {
                var (user, password, database) = (Clean(given.User), Clean(given.Password), Clean(given.Database));
                var url = $"postgres://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@host:5433/{Uri.EscapeDataString(database)}?sslmode=disable";

                var read = ConnectionSettings.Read(url);

                return read.Username == user && read.Password == password && read.Database == database && read.Host == "host" && read.Port == 5433;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_given_either_works_or_is_refused_without_its_secret() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyString>(),
            given =>
            {
                const string Secret = "s3cr3t-Passw0rd";
                foreach (var text in new[] { $"postgres://u:{Secret}@h/{given.Get}", $"postgres://u:{Secret}{given.Get}", $"Password={Secret};{given.Get}" })
                {
                    if (Record(text) is { } refusal)
                    {
                        refusal.ShouldBeOfType<StorageException>().ToString().ShouldNotContain(Secret);
                    }
                }
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("postgres://u@h:99999/d", "the port must be a number from 1 to 65535")]
    [InlineData("postgres://u@h/d?sslmode=maybe", "sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full")]
    [InlineData("postgres://u@h/d?pgbouncer=true", "the parameter pgbouncer is not known; known are sslmode")]
    [InlineData("mysql://u@h/d", "is not understood. Give postgres://")]
    [InlineData("Hots=h", "is not understood. Give postgres://")]
    [InlineData("v=", "is not understood. Give postgres://")]
    public void What_is_wrong_is_said_with_what_is_right(string given, string words) =>
        Should.Throw<StorageException>(() => ConnectionSettings.Read(given)).Message.ShouldContain(words);

    [Fact]
    public void What_the_person_decided_is_left_alone()
    {
        var settings = ConnectionSettings.Complete(ConnectionSettings.Read("Host=h;Max Auto Prepare=0;Maximum Pool Size=3"), 20);

        settings.MaxAutoPrepare.ShouldBe(0);
        settings.MaxPoolSize.ShouldBe(3);
        settings.ApplicationName.ShouldBe("lanekeeper");
    }

    // A half of a surrogate pair has no encoding.
    private static string Clean(NonEmptyString text) => string.Concat(text.Get.EnumerateRunes().Where(rune => rune.Value is not (0 or 0xFFFD))) is { Length: > 0 } clean ? clean : "x";

    private static StorageException? Record(string text)
    {
        try
        {
            ConnectionSettings.Read(text);
            return null;
        }
        catch (StorageException refused)
        {
            return refused;
        }
    }
}
