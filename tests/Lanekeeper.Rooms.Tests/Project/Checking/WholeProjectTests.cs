using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Checking;

public sealed class WholeProjectTests
{
    private readonly ProjectDefinition _project = Definition();

    [Fact]
    public void Models_and_routes_are_joined()
    {
        _project.Routes["default"].Model.ShouldBe(_project.Models["floor"]);
        _project.Routes["default"].Deadline.ShouldBe(TimeSpan.FromSeconds(30));
        _project.Routes["default"].Attempts.ShouldBe(2);
        _project.Models["fast"].Key.ShouldBe(new SecretReference(SecretKind.Environment, "OPENAI_API_KEY"));
        _project.Models["fast"].Temperature.ShouldBe(0);
        _project.Models["floor"].Temperature.ShouldBeNull();
    }

    [Fact]
    public void Tools_carry_what_they_may_do()
    {
        var reply = _project.Tools["send_reply"];
        var lookup = _project.Tools["lookup_order"];

        reply.Effect.ShouldBe(Effect.Write);
        reply.Decisive.ShouldBe(["to"]);
        reply.Approval.ShouldBe(new ApprovalTerms(TimeSpan.FromDays(2), ExpiryOutcome.Reject, "support"));
        lookup.Decisive.ShouldBe(["order_id"]);
        lookup.Approval.ShouldBe(ApprovalTerms.Default);
        lookup.Http!.Hosts.ShouldBe(["orders.example.com"]);
        lookup.Http.AllowPrivate.ShouldBeFalse();
    }

    [Fact]
    public void Steps_stand_in_order_with_their_kinds()
    {
        var workflow = _project.Workflows["triage"];

        workflow.Steps.Select(step => step.GetType()).ShouldBe([typeof(RetrieveStep), typeof(ModelStep), typeof(ToolStep), typeof(ApproveStep), typeof(RouteStep)]);
        workflow.Steps.OfType<RetrieveStep>().Single().Top.ShouldBe(5);
        workflow.Steps.OfType<ModelStep>().Single().Examples!.Examples.Count.ShouldBe(2);
        workflow.Steps.OfType<ModelStep>().Single().Prompt.Messages.Select(message => message.Role).ShouldBe([PromptRole.System, PromptRole.User]);
        workflow.Deadline.ShouldBe(TimeSpan.FromMinutes(10));
        workflow.Input.TaskFields.ShouldBe(["from"]);
        workflow.Input.Trust.ShouldBe(Trust.Untrusted);
    }

    private static ProjectDefinition Definition()
    {
        var report = Projects.Check(SampleProject.Files);
        report.Faults.ShouldBeEmpty();
        return report.Definition.ShouldNotBeNull();
    }
}
