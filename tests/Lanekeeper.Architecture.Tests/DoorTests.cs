using System.Reflection;

namespace Lanekeeper.Architecture.Tests;

/// <summary>A room's root folder is its door; everything else is internal.</summary>
public sealed class DoorTests
{
    private static readonly string[] Faces = ["Faces", "Gateway", "Web", "Cli", "Host"];

    public static TheoryData<string> Rooms()
    {
        var names = Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file)["Lanekeeper.".Length..]);
        return [.. names.Except(Faces)];
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_the_door_is_public(string room)
    {
        var assembly = Assembly.Load($"Lanekeeper.{room}");

        var leaking = assembly.GetExportedTypes()
            .Where(type => type.Namespace != $"Lanekeeper.{room}")
            .Select(type => type.FullName);

        leaking.ShouldBeEmpty($"These types of Lanekeeper.{room} are public inside an inner folder.");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_class_is_sealed_static_or_abstract(string room)
    {
        var open = Assembly.Load($"Lanekeeper.{room}").GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace?.StartsWith("Lanekeeper.", StringComparison.Ordinal) == true)
            .Select(type => type.FullName);

        open.ShouldBeEmpty();
    }

    [Fact]
    public void Every_room_has_a_short_readme()
    {
        var missing = Repository.Files("src", "*.csproj")
            .Select(file => Path.Combine(Path.GetDirectoryName(file)!, "README.md"))
            .Where(file => !File.Exists(file))
            .Select(Repository.Relative);

        missing.ShouldBeEmpty();
    }
}
