using Lanekeeper.Storage.Connecting;

namespace Lanekeeper.Rooms.Tests.Storage.Connecting;

public sealed class ConnectionSettingsTests
{
    [Theory]
    [InlineData("postgres://lane@?host=/run/pg", "lane")]
    [InlineData("Host=db;Username=lane", "lane")]
    [InlineData("postgres://lane@db/ops", "ops")]
    public void A_database_that_is_not_named_is_the_one_that_is_called_as_the_user_is(string given, string database) =>
        ConnectionSettings.Complete(ConnectionSettings.Read(given), 1).Database.ShouldBe(database);
}
