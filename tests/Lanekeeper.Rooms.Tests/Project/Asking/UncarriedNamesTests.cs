using System.Text;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Project.Asking;

namespace Lanekeeper.Rooms.Tests.Project.Asking;

public sealed class UncarriedNamesTests
{
    private const string Limits =
        """
        version: 1
        name: apps
        limits:
          apps: { shop: { concurrent: 5 } }
          workflows: { mail: { concurrent: 5 } }
        """;

    [Fact]
    public void A_project_that_comes_before_its_first_key_is_not_doubted_and_a_name_that_the_others_do_not_have_is()
    {
        var project = Projects.Check(new ProjectFiles([KeyValuePair.Create<string, ReadOnlyMemory<byte>>(SampleProject.Main, Encoding.UTF8.GetBytes(Limits))])).Definition!;

        UncarriedNames.Of(project, []).ShouldBeEmpty();
        UncarriedNames.Of(project, [Key("shop", "mail")]).ShouldBeEmpty();
        UncarriedNames.Of(project, [Key("shop", "mial")]).ShouldHaveSingleItem().Message
            .ShouldBe("limits.workflows names `mail`, and no workflow is called so; there is mial. Until one is, the limit holds nobody.");
    }

    private static AppKeyRow Key(string app, string workflow) =>
        new(Guid.NewGuid(), app, [workflow], [], [], "ana", DateTimeOffset.UnixEpoch, null, null, null, null, AppKeyState.Live);
}
