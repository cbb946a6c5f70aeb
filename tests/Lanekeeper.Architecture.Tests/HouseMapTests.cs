using System.Xml.Linq;

namespace Lanekeeper.Architecture.Tests;

/// <summary>Who may name whom: the table of ARCHITECTURE.md as data. A new arrow is added here by hand, in the same commit.</summary>
public sealed class HouseMapTests
{
    private static readonly string[] Ground = ["Kernel", "JsonSchema", "Cel"];

    private static readonly Dictionary<string, string[]> MayName = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [],
        ["JsonSchema"] = [],
        ["Cel"] = [],
        ["Storage"] = [],
        ["Permissions"] = ["Storage"],
        ["Project"] = ["Storage", "Permissions"],
        ["Ledger"] = ["Storage", "Permissions", "Project"],
        ["Models"] = ["Storage", "Permissions", "Project", "Ledger"],
        ["Approvals"] = ["Storage", "Permissions", "Project", "Ledger"],
        ["Retrieval"] = ["Storage", "Permissions", "Project", "Ledger", "Models"],
        ["Tools"] = ["Storage", "Permissions", "Project", "Ledger", "Approvals"],
        ["Orchestration"] = ["Storage", "Permissions", "Project", "Ledger", "Models", "Approvals", "Retrieval", "Tools"],
        ["Faces"] = ["Permissions"],
        ["Gateway"] = ["Faces", "Permissions", "Project", "Ledger", "Models", "Approvals", "Retrieval", "Tools", "Orchestration"],
        ["Web"] = ["Faces", "Permissions", "Project", "Ledger", "Models", "Approvals", "Retrieval", "Tools", "Orchestration"],
        ["Cli"] = ["Faces", "Permissions", "Project", "Ledger", "Models", "Approvals", "Retrieval", "Tools", "Orchestration"],
    };

    public static TheoryData<string> Projects()
    {
        var names = Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file)["Lanekeeper.".Length..]);
        return [.. names.Where(name => name != "Host")];
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_names_only_whom_the_map_allows(string room)
    {
        MayName.ShouldContainKey(room, $"Lanekeeper.{room} is not on the map; add it here and in ARCHITECTURE.md.");

        var named = References(room);

        named.Except(Ground).Except(MayName[room]).ShouldBeEmpty($"Lanekeeper.{room} may not name these rooms.");
        if (Ground.Contains(room))
        {
            named.ShouldBeEmpty("The ground floor names nobody.");
        }
    }

    [Fact]
    public void Only_Storage_knows_the_database_driver()
    {
        var knowing = Repository.Files("src", "*.csproj")
            .Where(file => File.ReadAllText(file).Contains("\"Npgsql\"", StringComparison.Ordinal) || File.ReadAllText(file).Contains("\"Dapper\"", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file));

        knowing.ShouldBe(["Lanekeeper.Storage"]);
    }

    private static string[] References(string room)
    {
        var file = Path.Combine(Repository.Root, "src", $"Lanekeeper.{room}", $"Lanekeeper.{room}.csproj");
        return [.. XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Lanekeeper.".Length..])];
    }
}
