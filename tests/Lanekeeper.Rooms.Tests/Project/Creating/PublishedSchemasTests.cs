using System.Runtime.CompilerServices;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Creating;

public sealed class PublishedSchemasTests
{
    public static TheoryData<string> Names => [.. Projects.PublishedSchemas().Keys];

    // After a change of the format: LANEKEEPER_WRITE_SCHEMAS=1 dotnet test --filter PublishedSchemas
    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_published_is_what_the_reader_reads(string name)
    {
        var path = Path.Combine(Root(), "docs", "schemas", name);
        var expected = Projects.PublishedSchemas()[name];
        if (Environment.GetEnvironmentVariable("LANEKEEPER_WRITE_SCHEMAS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        File.ReadAllText(path).ShouldBe(expected);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../.."));
}
