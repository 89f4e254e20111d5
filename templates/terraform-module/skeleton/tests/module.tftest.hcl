variables {
  name        = "queue"
  environment = "staging"
}

run "adds_the_environment_to_the_name" {
  assert {
    condition     = output.name == "queue-staging"
    error_message = "The name is ${output.name}."
  }
}

run "keeps_its_own_tags" {
  command = plan

  variables {
    tags = { owner = "nobody", cost-center = "42" }
  }

  assert {
    condition     = local.tags.owner == var.owner && local.tags.cost-center == "42"
    error_message = "Tags of the caller replaced those of the module, or were lost."
  }
}

run "refuses_a_name_that_no_resource_may_have" {
  command = plan

  variables {
    name = "Queue 1"
  }

  expect_failures = [var.name]
}

run "refuses_an_environment_that_is_none" {
  command = plan

  variables {
    environment = "prod"
  }

  expect_failures = [var.environment]
}

run "refuses_resources_that_nobody_owns" {
  command = plan

  variables {
    owner = " "
  }

  expect_failures = [var.owner]
}
