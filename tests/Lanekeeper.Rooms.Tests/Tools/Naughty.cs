using System.Text.Json;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Tools;

internal static class Naughty
{
    public static string[] Strings() => JsonSerializer.Deserialize<string[]>(File.ReadAllText(TestData.File("naughty-strings", "blns.json")))!;
}
