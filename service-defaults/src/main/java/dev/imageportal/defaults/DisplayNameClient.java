package dev.imageportal.defaults;

import java.util.List;
import java.util.Map;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@FeignClient(name = "user-service", url = "${portal.user-service.url}")
interface DisplayNameClient {

    /// @param usernames at most 200
    /// @return display names by user name, of those users that exist
    @GetMapping("/internal/users/display-names")
    Map<String, String> displayNames(@RequestParam("usernames") List<String> usernames);
}
