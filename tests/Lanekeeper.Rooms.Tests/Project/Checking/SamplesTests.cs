using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Checking;

public sealed class SamplesTests
{
    public static TheoryData<string> Templates => [.. Projects.Templates];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_template_that_init_writes_passes_the_check(string name)
    {
        var folder = Directory.CreateTempSubdirectory("lanekeeper-init-").FullName;
        try
        {
            Projects.WriteTemplate(name, folder).Problem.ShouldBeNull();
            Projects.Check(Projects.Read(folder).Value, folder).Faults.ShouldBeEmpty();
            Projects.WriteTemplate(name, folder).Problem!.Code.ShouldBe("project.folder-not-empty");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_template_that_is_not_there_is_answered_with_the_one_that_was_meant() =>
        Projects.WriteTemplate("suport-desk", "/nowhere").Problem!.Message.ShouldContain("did you mean `support-desk`?");
}
